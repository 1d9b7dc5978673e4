import type { consoleAuthentication as en } from '../en/console-authentication.ts';
import type { PhrasesOf } from '../phrases.ts';

export const consoleAuthentication: PhrasesOf<typeof en> = {
  authentication: {
    accept: 'Risiko akzeptieren',
    acceptHint: 'PINs dürfen dann kürzer als {{floor}} Ziffern sein. Ihr Name und die Zeit werden festgehalten.',
    accepted: 'Das Risiko wurde von {{name}} am {{at}} akzeptiert, als {{floor}} Ziffern nötig waren.',
    attempts: 'PIN-Versuche an einem Terminal',
    attemptsHint:
      '{{min}} bis {{max}}. Eine falsche PIN kostet einen. Ist keiner übrig, wartet die Anmeldung mit PIN dort; ID-Karten funktionieren weiter.',
    belowFloor_one:
      'Bei {{count}} PIN und diesen Versuchen sind mindestens {{floor}} Ziffern nötig. Geben Sie {{floor}} oder mehr ein oder akzeptieren Sie das Risiko.',
    belowFloor_other:
      'Bei {{count}} PINs und diesen Versuchen sind mindestens {{floor}} Ziffern nötig. Geben Sie {{floor}} oder mehr ein oder akzeptieren Sie das Risiko.',
    floorCounts: 'Neue PINs haben trotzdem mindestens {{floor}} Ziffern: So viele sind bei diesen Versuchen nötig.',
    lead: 'Wie lang PINs sind, wie oft sie versucht werden können und was das gegen Raten wert ist.',
    minLength: 'Ziffern einer neuen PIN, mindestens',
    minLengthHint:
      '{{min}} bis {{max}}. Eine vorhandene PIN gilt weiter und wird ersetzt, sobald eine neue vergeben wird.',
    path: 'Einstellungen › Authentifizierung',
    pins: 'PINs',
    range: '„{{value}}“ ist nicht möglich. Geben Sie eine ganze Zahl von {{min}} bis {{max}} ein.',
    refill: 'Minuten, bis ein Versuch zurückkommt',
    refillHint: '{{min}} bis {{max}}. Sonst gibt nur „PIN-Anmeldung entsperren“ an einem Druckgerät Versuche zurück.',
    required: 'Geben Sie eine ganze Zahl von {{min}} bis {{max}} ein.',
    saved: 'Die PIN-Einstellungen wurden gespeichert.',
    title: 'Authentifizierung',
  },
  guessRisk: {
    aDay: 'Wahrscheinlichkeit, an einem Druckgerät durch einen Tag Probieren eine gültige PIN zu finden',
    above: 'Über {{limit}}',
    atMost: 'Nicht über {{limit}}',
    below_one: '{{number}} Benutzer hat eine kürzere PIN',
    below_other: '{{number}} Benutzer haben eine kürzere PIN',
    floor: 'Nötige Ziffern',
    formula: 'Wie es berechnet wird',
    formulaText:
      '1 − (1 − N ÷ 10^L)^A. Dabei passen N PINs an einem Druckgerät, L ist die Zahl der Ziffern, bei der sich Raten am meisten lohnt, und A ist, wie viele Versuche am Tag die Einstellungen lassen. „Nötige Ziffern“ sind so viele, dass ein Tag Probieren an höchstens 1 % der Tage Erfolg hat.',
    least: 'Ziffern einer neuen PIN',
    length: 'Geratene Ziffern (L)',
    none: 'Eine PIN allein öffnet derzeit nichts, also gibt es nichts zu raten.',
    often_one: 'Etwa ein Treffer in {{number}} Tag Probieren ohne Pause.',
    often_other: 'Etwa ein Treffer in {{number}} Tagen Probieren ohne Pause.',
    pins: 'PINs, die an einem Druckgerät passen (N)',
    proposeCard:
      'Auch ID-Karte und PIN zusammen statt der PIN allein beenden es: Eine PIN wird dann nur gegen eine Person versucht.',
    proposeLength: 'PINs mit {{length}} Ziffern für alle bringen es unter {{limit}}.',
    proposeUse: '{{length}} Ziffern verwenden',
    title: 'Raterisiko',
    toAuthentication: 'PIN-Einstellungen',
    toProfiles: 'Zu den Profilen',
    tries: 'Versuche am Tag (A)',
    unsaved: 'Wie es mit den Eingaben wäre. Noch nicht gespeichert.',
  },
  hashCost: {
    card: 'ID-Karten',
    hint: 'Was Raten den kostet, der eine Festplatte hat. Jedes Terminal berechnet es bei jeder Anmeldung.',
    lanes: 'Spuren',
    lower: 'Nicht unter den jetzigen {{min}}.',
    memory: 'Speicher in KiB',
    memoryLanes: 'Bei so vielen Spuren mindestens {{min}} KiB.',
    of: 'Von',
    passes: 'Durchläufe',
    pin: 'PINs',
    raise: 'Hash-Aufwand erhöhen',
    raiseAct: 'Erhöhen',
    raiseText:
      'Er lässt sich für die vorhandenen PINs und ID-Karten einmal erhöhen und nie senken. Was gespeichert ist, wird im Hintergrund ein weiteres Mal gehasht; Terminals übernehmen es bei ihrer nächsten Synchronisierung. Anmeldungen dauern dann länger.',
    raised: 'Der Hash-Aufwand wird im Hintergrund erhöht.',
    same: 'Nichts ist höher als jetzt.',
    title: 'Hash-Aufwand (Argon2id)',
  },
};
