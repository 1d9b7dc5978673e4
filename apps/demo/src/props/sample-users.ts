import { present, type Entropy } from '@holdover/kernel';

/** Somebody of the demonstration, with what a real person would keep to themselves. */
export interface SampleUser {
  readonly userName: string;
  readonly fullName: string;
  readonly pin: string;
  readonly card: string;
}

const PEOPLE = [
  ['ada', 'Ada Lovelace'],
  ['ben', 'Ben Okri'],
  ['clara', 'Clara Schumann'],
  ['yusuf', 'Yusuf Aydin'],
] as const;

const PIN_LENGTH = 6;
/** A seven-byte UID, as most cards in use have. */
const CARD_BYTES = 7;

/** The same people every time with PINs and cards of their own, so that none of them works anywhere else. */
export function makeSampleUsers(entropy: Entropy): readonly SampleUser[] {
  const pins = new Set<string>();
  while (pins.size < PEOPLE.length) {
    const pin = drawPin(entropy);
    if (isAcceptable(pin)) pins.add(pin);
  }
  const drawn = [...pins];
  return PEOPLE.map(([userName, fullName], index) => ({
    userName,
    fullName,
    pin: present(drawn[index], 'the PIN of a sample user'),
    card: hex(entropy.bytes(CARD_BYTES)),
  }));
}

/** A PIN nobody has: what a stranger would try. */
export function unknownPin(users: readonly SampleUser[], entropy: Entropy): string {
  for (;;) {
    const pin = drawPin(entropy);
    if (isAcceptable(pin) && !users.some((user) => differsLittle(user.pin, pin))) return pin;
  }
}

/** interfaces.md, CSV of users. */
export function sampleUsersCsv(users: readonly SampleUser[]): string {
  const rows = users.map((user) => [user.userName, user.fullName, '', user.pin, user.card, '', '', 'true'].join(','));
  return `${['USERNAME,FULLNAME,EMAIL,PINS,CARDS,GROUPS,LANGUAGE,ENABLED', ...rows].join('\r\n')}\r\n`;
}

/** The slight preference of some digits does no harm to a sample. */
function drawPin(entropy: Entropy): string {
  return [...entropy.bytes(PIN_LENGTH)].map((byte) => byte % 10).join('');
}

/** B9: no constant step between digits. */
function isAcceptable(pin: string): boolean {
  const steps = pin
    .split('')
    .slice(1)
    .map((digit, index) => Number(digit) - Number(pin.charAt(index)));
  return steps.some((step) => step !== steps[0]);
}

/** D3 gives back tries that differ in at most two digits from a right one; a stranger's shall not look like one. */
function differsLittle(a: string, b: string): boolean {
  return a.split('').filter((digit, index) => digit !== b.charAt(index)).length <= 2;
}

function hex(bytes: Uint8Array): string {
  return [...bytes]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}
