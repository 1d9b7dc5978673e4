declare const brand: unique symbol;

/** A `T` that went through the one place allowed to call it a `Name`. Exists for the compiler only. */
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };
