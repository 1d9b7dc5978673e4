/** The first device of a first visit, and sample data. */
export const consoleSetUp = {
  setUpDevice: {
    another: 'Another device',
    begun: 'Already added, and still without a terminal:',
    goOnWith: 'Go on with {{name}}',
    modelHint: 'Generic fits any printer without a driver (IPP Everywhere).',
    skip: 'Skip for now',
    whatNext: 'The overview shows what is left to do until the first offline login.',
  },
  sampleData: {
    add: 'Add sample data',
    devices_one: '{{count}} device at the site of the samples',
    devices_other: '{{count}} devices at the site of the samples',
    keptDevices_one: '{{count}} device at the site has a terminal: it stays, and so does the site.',
    keptDevices_other: '{{count}} devices at the site have terminals: they stay, and so does the site.',
    keptPeople_one: '{{count}} real person is in the group: they stay, and so does the group.',
    keptPeople_other: '{{count}} real people are in the group: they stay, and so does the group.',
    offer:
      'To try things out: {{people}} made-up people with PINs and ID cards in a group “{{name}}”, and {{devices}} devices without terminals at a site of that name. They are kept apart from real ones. All of it goes again in one step under Settings › Organisation.',
    people: 'Made-up people with PINs and ID cards',
    present: 'Sample data is here: made-up people with PINs and ID cards, and devices without terminals.',
    progress: '{{made}} of {{total}} people added',
    remove: 'Remove sample data',
    removeAct: 'Remove',
    removeText:
      'The made-up people ({{users}}) with their PINs and ID cards and the devices without terminals ({{devices}}) are deleted, with their group and their site. What was accounted for them stays.',
    removeTitle: 'Remove the sample data?',
    removed: 'The sample data has been removed.',
    shownOnce: 'Please note these PINs and card numbers: they are shown this once.',
    title: 'Sample data',
    users_one: '{{count}} made-up person',
    users_other: '{{count}} made-up people',
  },
} as const;
