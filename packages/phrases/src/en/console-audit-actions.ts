/** By what entries of the audit log are named, area and verb. */
export const consoleAuditActions = {
  auditAction: {
    administrator: {
      changed: 'Administrator changed',
      created: 'Administrator added',
      deleted: 'Administrator deleted',
      'locked-out': 'Sign-in locked for a while',
      'password-changed': 'Password of an administrator changed',
      'signed-in': 'Signed in',
      'signed-out': 'Signed out',
    },
    alert: {
      dismissed: 'Alert dismissed',
    },
    'api-token': {
      created: 'API token made',
      deleted: 'API token deleted',
    },
    authentication: {
      changed: 'Settings of login changed',
      'risk-accepted': 'Guess risk accepted',
    },
    authority: {
      prepared: 'Next fleet authority made',
      retired: 'Old fleet authority retired',
      rolled: 'Fleet authority replaced',
    },
    card: {
      created: 'ID card added',
      deleted: 'ID card deleted',
      registered: 'ID card registered at a device',
    },
    'console-session': {
      revoked: 'Console session ended',
    },
    device: {
      'certificate-approved': 'Printer’s certificate approved',
      changed: 'Device changed',
      created: 'Device added',
      deleted: 'Device deleted',
      'reported-stolen': 'Device reported stolen',
    },
    'device-group': {
      changed: 'Device group changed',
      created: 'Device group added',
      deleted: 'Device group deleted',
      'member-added': 'Device added to a device group',
      'member-removed': 'Device removed from a device group',
    },
    enrolment: {
      created: 'Enrolment code made',
    },
    group: {
      changed: 'Group changed',
      created: 'Group added',
      deleted: 'Group deleted',
      'group-added': 'Group added to a group',
      'group-removed': 'Group removed from a group',
      'member-added': 'User added to a group',
      'member-removed': 'User removed from a group',
    },
    hashing: {
      asked: 'Stronger hashing asked for',
      raised: 'Hashing of a credential made stronger',
      settled: 'Stronger hashing finished',
    },
    job: {
      cancelled: 'Job cancelled',
      changed: 'Job changed',
      deleted: 'Job deleted',
      released: 'Job released',
    },
    'journal-settings': {
      changed: 'Settings of the journal changed',
    },
    'link-settings': {
      changed: 'Settings of the link changed',
    },
    logging: {
      changed: 'Log level changed',
    },
    mail: {
      changed: 'Settings of e-mail changed',
    },
    'offline-login': {
      changed: 'Settings of Offline Login changed',
    },
    organisation: {
      changed: 'Organisation changed',
    },
    pin: {
      changed: 'PIN changed by its owner',
      created: 'PIN added',
      deleted: 'PIN deleted',
      renewed: 'PIN renewed',
    },
    profile: {
      changed: 'Profile changed',
      created: 'Profile added',
      deleted: 'Profile deleted',
    },
    queue: {
      changed: 'Queue changed',
      created: 'Queue added',
      deleted: 'Queue deleted',
    },
    review: {
      decided: 'Review decided',
    },
    server: {
      'clock-set': 'Clock of the server set',
    },
    spooling: {
      changed: 'Settings of spooling changed',
    },
    terminal: {
      enrolled: 'Terminal enrolled',
      'key-changed': 'Key of a terminal changed',
      'key-cloned': 'Key of a terminal used twice',
      'key-issued': 'Key of a terminal renewed',
      'pin-unlocked': 'PIN login unlocked',
      reset: 'Terminal reset',
      revoked: 'Terminal revoked',
      'service-pin-shown': 'Service PIN shown',
      synchronized: 'Terminal synchronized',
    },
    terminals: {
      reset: 'All terminals reset',
    },
    user: {
      changed: 'User changed',
      created: 'User added',
      deleted: 'User deleted',
      'password-removed': 'Password of a user removed',
      'password-set': 'Password of a user set',
    },
    'user-source': {
      changed: 'User source changed',
      created: 'User source added',
      deleted: 'User source deleted',
    },
    users: {
      imported: 'Users imported',
    },
  },
} as const;
