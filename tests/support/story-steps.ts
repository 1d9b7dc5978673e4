/** What the outage story does, in its order. */
export const STORY_STEPS = [
  'users imported',
  'terminal synchronized',
  'device of model other left out',
  'PIN login online',
  'link cut',
  'PIN login offline',
  'card login offline',
  'unknown PIN refused',
  'copied at the device',
  'job sent while offline',
  'printed on the virtual device',
  'link back',
  'journal drained',
  'accounting equals what the device printed',
  'upload repeated',
];

/** Ports a demo takes: from its start page to its last device's. */
export const DEMO_PORTS = 50;
