/**
 * Of all areas, what the first page says of the others: their titles in the navigation, states of devices. The same letter for
 * letter as there, which a test sees to.
 */
export const consoleFirst = {
  account: {
    title: 'My account',
  },
  administrators: {
    title: 'Administrators',
  },
  tokens: {
    title: 'API tokens',
  },
  consoleSessions: {
    title: 'Console sessions',
  },
  audit: {
    title: 'Audit log',
  },
  users: {
    title: 'Users',
  },
  groups: {
    title: 'Groups',
  },
  imports: {
    title: 'Imports',
  },
  sources: {
    title: 'User sources',
  },
  devices: {
    title: 'Devices',
    link: {
      online: 'Online',
      degraded: 'Degraded',
      away: 'Away',
      none: 'Not enrolled',
    },
    inactive: 'Deactivated',
  },
  sessions: {
    title: 'Sessions',
  },
  deviceGroups: {
    title: 'Device groups',
  },
  explanation: {
    title: 'Explain',
  },
  profiles: {
    title: 'Profiles',
  },
  queues: {
    title: 'Queues',
  },
  jobs: {
    title: 'Jobs',
  },
  activities: {
    title: 'Activities',
  },
  review: {
    title: 'Review queue',
    openItems_one: '{{number}} item waits for a decision',
    openItems_other: '{{number}} items wait for a decision',
  },
  authentication: {
    title: 'Authentication',
  },
  email: {
    title: 'E-mail',
  },
  organisation: {
    title: 'Organisation',
  },
  system: {
    title: 'System',
  },
  rollout: {
    state: {
      suspended: 'Suspended',
    },
  },
} as const;
