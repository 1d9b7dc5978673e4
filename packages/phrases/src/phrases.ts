/** The shape of a translation: the same keys, any text. A missing or an extra key does not compile. */
export type PhrasesOf<T> = { readonly [K in keyof T]: T[K] extends string ? string : PhrasesOf<T[K]> };

/** `area.key` or `area.part.key` for every text of `T`. Plural forms count as the key before their suffix. */
export type KeysOf<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${WithoutPlural<K>}` : KeysOf<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

type WithoutPlural<K extends string> = K extends `${infer Base}_${'one' | 'other'}` ? Base : K;
