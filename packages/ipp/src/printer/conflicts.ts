import type { Attribute, Value } from '../codec/message.ts';
import { find } from '../model/read.ts';
import type { CheckedTemplate } from './template.ts';

const NO_FINISHING = 3;

/**
 * RFC 8011 §4.1.7: each supported, but not together. What gives way is what says less: `media` beside `media-col`
 * (PWG 5100.7 §6.3), the finishing `none` beside others.
 */
export function withoutConflicts(accepted: readonly Attribute[]): CheckedTemplate {
  const media = find(accepted, 'media-col') === undefined ? [] : accepted.filter(({ name }) => name === 'media');
  const finishings = find(accepted, 'finishings')?.values ?? [];
  const none = finishings.length > 1 ? finishings.filter(isNoFinishing) : [];
  const unsupported = [...media, ...(none.length === 0 ? [] : [{ name: 'finishings', values: none }])];
  if (unsupported.length === 0) return { accepted, unsupported };
  return {
    accepted: accepted
      .filter((attribute) => !media.includes(attribute))
      .map((attribute) =>
        attribute.name === 'finishings' && none.length > 0
          ? { name: attribute.name, values: finishings.filter((value) => !isNoFinishing(value)) }
          : attribute,
      ),
    unsupported,
  };
}

function isNoFinishing(value: Value): boolean {
  return value.syntax === 'enum' && value.value === NO_FINISHING;
}
