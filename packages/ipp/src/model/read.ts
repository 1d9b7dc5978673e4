import type { Attribute, DateTime, Message, Resolution, Value } from '../codec/message.ts';
import { STRING_TAGS, type StringSyntax } from '../codec/tags.ts';

/** The attributes of the first group with this tag; none when there is no such group. */
export function groupOf(message: Message, tag: number): readonly Attribute[] {
  return message.groups.find((group) => group.tag === tag)?.attributes ?? [];
}

export function groupsOf(message: Message, tag: number): readonly (readonly Attribute[])[] {
  return message.groups.filter((group) => group.tag === tag).map((group) => group.attributes);
}

export function find(attributes: readonly Attribute[], name: string): Attribute | undefined {
  return attributes.find((attribute) => attribute.name === name);
}

/** Text of the first value, with or without language; undefined for another syntax. */
export function stringOf(attributes: readonly Attribute[], name: string): string | undefined {
  return textOf(find(attributes, name)?.values[0]);
}

export function stringsOf(attributes: readonly Attribute[], name: string): readonly string[] {
  return (find(attributes, name)?.values ?? []).flatMap((value) => textOf(value) ?? []);
}

/** An integer or enum. */
export function integerOf(attributes: readonly Attribute[], name: string): number | undefined {
  const value = find(attributes, name)?.values[0];
  return value?.syntax === 'integer' || value?.syntax === 'enum' ? value.value : undefined;
}

export function integersOf(attributes: readonly Attribute[], name: string): readonly number[] {
  return (find(attributes, name)?.values ?? []).flatMap((value) =>
    value.syntax === 'integer' || value.syntax === 'enum' ? [value.value] : [],
  );
}

export function booleanOf(attributes: readonly Attribute[], name: string): boolean | undefined {
  const value = find(attributes, name)?.values[0];
  return value?.syntax === 'boolean' ? value.value : undefined;
}

export function resolutionOf(attributes: readonly Attribute[], name: string): Resolution | undefined {
  const value = find(attributes, name)?.values[0];
  return value?.syntax === 'resolution' ? value : undefined;
}

export function dateTimeOf(attributes: readonly Attribute[], name: string): DateTime | undefined {
  const value = find(attributes, name)?.values[0];
  return value?.syntax === 'dateTime' ? value : undefined;
}

export function textOf(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value.syntax === 'textWithLanguage' || value.syntax === 'nameWithLanguage') return value.value;
  return isString(value) ? value.value : undefined;
}

function isString(value: Value): value is { readonly syntax: StringSyntax; readonly value: string } {
  return value.syntax in STRING_TAGS;
}
