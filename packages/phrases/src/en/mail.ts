/** E-mails that the print server sends. A subject says nothing of the content. */
export const mail = {
  scan: {
    subject: 'Your scan',
    text_one:
      'Hello {{name}},\n\nyour scan of {{time}} is attached: {{number}} page.\n\nThis e-mail was sent by the print server.\n',
    text_other:
      'Hello {{name}},\n\nyour scan of {{time}} is attached: {{number}} pages.\n\nThis e-mail was sent by the print server.\n',
  },
  test: {
    subject: 'Test of the print server',
    text: 'The print server can send e-mail with the stored settings.\n',
  },
};
