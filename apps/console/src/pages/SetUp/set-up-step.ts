/** What is asked on a first visit, in this order. The first has no address of its own: it needs the one-time link. */
export const SET_UP_STEPS = ['administrator', 'organisation', 'device'] as const;
export type SetUpStep = (typeof SET_UP_STEPS)[number];

/** Steps somebody signed in can go on with, as the address names them. */
export const LATER_STEPS = ['organisation', 'device'] as const satisfies readonly SetUpStep[];
export type LaterStep = (typeof LATER_STEPS)[number];
