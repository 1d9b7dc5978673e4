import {
  createProfile,
  deleteProfile,
  getProfile,
  listProfiles,
  patchProfile,
  tryCardTransformation,
  type Profile as ApiProfile,
} from '@holdover/api';
import { applyCardTransformation, CARD_LENGTH, offlineMethods, type CardTransformation } from '@holdover/offline-login';
import { createTranslators, problemPhrases, type Language } from '@holdover/phrases';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import type { Profile } from './profile.ts';
import { readProfile, requireCardSteps, type Profiles } from './profiles.ts';

const translators = createTranslators(problemPhrases);

export function addProfileRoutes(
  routes: RouteRegistrar,
  { profiles, stores }: { profiles: Profiles; stores: Stores },
): void {
  routes.add(listProfiles, async ({ query }) => {
    const page = await stores.profiles.page(query);
    return { ...page, items: page.items.map(toApi) };
  });
  routes.add(createProfile, async ({ actor, body }) => toApi(await profiles.create(actor, body)));
  routes.add(getProfile, async ({ params }) => toApi(await readProfile({ stores }, params.id)));
  routes.add(patchProfile, async ({ actor, params, body, requireMatch }) =>
    toApi(await profiles.patch(actor, params.id, body, (current) => requireMatch(toApi(current)))),
  );
  routes.add(deleteProfile, ({ actor, params, requireMatch }) =>
    profiles.delete(actor, params.id, (current) => requireMatch(toApi(current))),
  );
  routes.add(
    tryCardTransformation,
    async ({ body: { cardTransformation, numbers }, language }) => ({
      items: tryNumbers(requireCardSteps(cardTransformation), numbers, language),
    }),
    { withoutSecrets: ({ items }) => ({ items: items.map(() => ({ card: null, problem: null })) }) },
  );
}

/** Nothing of it is kept: numbers are as secret as cards. */
function tryNumbers(transformation: CardTransformation, numbers: readonly string[], language: Language) {
  const text = translators(language);
  return numbers.map((number) => {
    const made = applyCardTransformation(transformation, number);
    if (made.ok) return { card: made.card, problem: null };
    const limits = { maxLength: CARD_LENGTH.most, step: made.step ?? '' };
    return { card: null, problem: text(`problems.card.${made.problem}`, limits) };
  });
}

function toApi({ createdAt: _unused, ...profile }: Profile): ApiProfile {
  const { loginMethods, actions, scanTargets } = profile;
  return {
    ...profile,
    loginMethods: [...loginMethods],
    actions: [...actions],
    scanTargets: scanTargets.map(({ passwordSealed, passwordSince: _since, ...target }) => ({
      ...target,
      hasPassword: passwordSealed !== null,
    })),
    offlineLoginPossible: offlineMethods(loginMethods).length > 0,
  };
}
