import { concatBytes, utf8 } from '@holdover/kernel';
import { attr } from '../model/attr.ts';
import { OPERATION } from '../registry/operations.ts';
import { STATUS } from '../registry/statuses.ts';
import type { Message } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';

/** One line of a table in RFC 8010 Appendix A: octets, or text that stands for its UTF-8. */
type Line = string | readonly number[];

const CHARSET = attr.charset('attributes-charset', 'utf-8');
const LANGUAGE = attr.naturalLanguage('attributes-natural-language', 'en-us');
const PRINTER = attr.uri('printer-uri', 'ipp://printer.example.com/ipp/print/pinetree');
const V11 = { major: 1, minor: 1 };

const OPENING: readonly Line[] = [
  [0x01],
  ...string(0x47, 'attributes-charset', 'utf-8'),
  ...string(0x48, 'attributes-natural-language', 'en-us'),
];
const TARGET = string(0x45, 'printer-uri', 'ipp://printer.example.com/ipp/print/pinetree');

interface Table {
  readonly name: string;
  readonly octets: readonly Line[];
  readonly message: Message;
}

const TABLES: readonly Table[] = [
  {
    name: 'A.1 Print-Job request',
    octets: [
      [0x01, 0x01, 0x00, 0x02, 0x00, 0x00, 0x00, 0x01],
      ...OPENING,
      ...TARGET,
      ...string(0x42, 'job-name', 'foobar'),
      ...octets(0x22, 'ipp-attribute-fidelity', [0x01]),
      [0x02],
      ...octets(0x21, 'copies', [0x00, 0x00, 0x00, 0x14]),
      ...string(0x44, 'sides', 'two-sided-long-edge'),
      [0x03],
    ],
    message: {
      version: V11,
      code: OPERATION['Print-Job'],
      requestId: 1,
      groups: [
        {
          tag: GROUP.operation,
          attributes: [
            CHARSET,
            LANGUAGE,
            PRINTER,
            attr.name('job-name', 'foobar'),
            attr.boolean('ipp-attribute-fidelity', true),
          ],
        },
        { tag: GROUP.job, attributes: [attr.integer('copies', 20), attr.keyword('sides', 'two-sided-long-edge')] },
      ],
    },
  },
  {
    name: 'A.2 Print-Job response (successful)',
    octets: [
      [0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01],
      ...OPENING,
      ...string(0x41, 'status-message', 'successful-ok'),
      [0x02],
      ...octets(0x21, 'job-id', [0x00, 0x00, 0x00, 0x93]),
      ...string(0x45, 'job-uri', 'ipp://printer.example.com/ipp/print/pinetree/147'),
      ...octets(0x23, 'job-state', [0x00, 0x00, 0x00, 0x03]),
      [0x03],
    ],
    message: {
      version: V11,
      code: STATUS['successful-ok'],
      requestId: 1,
      groups: [
        { tag: GROUP.operation, attributes: [CHARSET, LANGUAGE, attr.text('status-message', 'successful-ok')] },
        {
          tag: GROUP.job,
          attributes: [
            attr.integer('job-id', 147),
            attr.uri('job-uri', 'ipp://printer.example.com/ipp/print/pinetree/147'),
            attr.enum('job-state', 3),
          ],
        },
      ],
    },
  },
  {
    name: 'A.3 Print-Job response (failure)',
    octets: [
      [0x01, 0x01, 0x04, 0x0b, 0x00, 0x00, 0x00, 0x01],
      ...OPENING,
      ...string(0x41, 'status-message', 'client-error-attributes-or-values-not-supported'),
      [0x05],
      ...octets(0x21, 'copies', [0x00, 0x00, 0x00, 0x14]),
      ...octets(0x10, 'sides', []),
      [0x03],
    ],
    message: {
      version: V11,
      code: STATUS['client-error-attributes-or-values-not-supported'],
      requestId: 1,
      groups: [
        {
          tag: GROUP.operation,
          attributes: [
            CHARSET,
            LANGUAGE,
            attr.text('status-message', 'client-error-attributes-or-values-not-supported'),
          ],
        },
        { tag: GROUP.unsupported, attributes: [attr.integer('copies', 20), attr.outOfBand('sides', 'unsupported')] },
      ],
    },
  },
  {
    name: 'A.4 Print-Job response (success with attributes ignored)',
    octets: [
      [0x01, 0x01, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01],
      ...OPENING,
      ...string(0x41, 'status-message', 'successful-ok-ignored-or-substituted-attributes'),
      [0x05],
      ...octets(0x21, 'copies', [0x00, 0x00, 0x00, 0x14]),
      ...octets(0x10, 'sides', []),
      [0x02],
      ...octets(0x21, 'job-id', [0x00, 0x00, 0x00, 0x93]),
      ...string(0x45, 'job-uri', 'ipp://printer.example.com/ipp/print/pinetree/147'),
      ...octets(0x23, 'job-state', [0x00, 0x00, 0x00, 0x03]),
      [0x03],
    ],
    message: {
      version: V11,
      code: STATUS['successful-ok-ignored-or-substituted-attributes'],
      requestId: 1,
      groups: [
        {
          tag: GROUP.operation,
          attributes: [
            CHARSET,
            LANGUAGE,
            attr.text('status-message', 'successful-ok-ignored-or-substituted-attributes'),
          ],
        },
        { tag: GROUP.unsupported, attributes: [attr.integer('copies', 20), attr.outOfBand('sides', 'unsupported')] },
        {
          tag: GROUP.job,
          attributes: [
            attr.integer('job-id', 147),
            attr.uri('job-uri', 'ipp://printer.example.com/ipp/print/pinetree/147'),
            attr.enum('job-state', 3),
          ],
        },
      ],
    },
  },
  {
    name: 'A.5 Print-URI request',
    octets: [
      [0x01, 0x01, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01],
      ...OPENING,
      ...TARGET,
      ...string(0x45, 'document-uri', 'ftp://foo.example.com/foo'),
      ...string(0x42, 'job-name', 'foobar'),
      [0x02],
      ...octets(0x21, 'copies', [0x00, 0x00, 0x00, 0x01]),
      [0x03],
    ],
    message: {
      version: V11,
      code: 0x0003,
      requestId: 1,
      groups: [
        {
          tag: GROUP.operation,
          attributes: [
            CHARSET,
            LANGUAGE,
            PRINTER,
            attr.uri('document-uri', 'ftp://foo.example.com/foo'),
            attr.name('job-name', 'foobar'),
          ],
        },
        { tag: GROUP.job, attributes: [attr.integer('copies', 1)] },
      ],
    },
  },
  {
    name: 'A.6 Create-Job request',
    octets: [[0x01, 0x01, 0x00, 0x05, 0x00, 0x00, 0x00, 0x01], ...OPENING, ...TARGET, [0x03]],
    message: {
      version: V11,
      code: OPERATION['Create-Job'],
      requestId: 1,
      groups: [{ tag: GROUP.operation, attributes: [CHARSET, LANGUAGE, PRINTER] }],
    },
  },
  {
    name: 'A.7 Create-Job request with collection attributes',
    octets: [
      [0x01, 0x01, 0x00, 0x05, 0x00, 0x00, 0x00, 0x01],
      ...OPENING,
      ...TARGET,
      ...octets(0x34, 'media-col', []),
      ...string(0x4a, '', 'media-size'),
      ...octets(0x34, '', []),
      ...string(0x4a, '', 'x-dimension'),
      ...octets(0x21, '', [0x00, 0x00, 0x52, 0x08]),
      ...string(0x4a, '', 'y-dimension'),
      ...octets(0x21, '', [0x00, 0x00, 0x74, 0x04]),
      ...octets(0x37, '', []),
      ...string(0x4a, '', 'media-type'),
      ...string(0x44, '', 'stationery'),
      ...octets(0x37, '', []),
      [0x03],
    ],
    message: {
      version: V11,
      code: OPERATION['Create-Job'],
      requestId: 1,
      groups: [
        {
          tag: GROUP.operation,
          attributes: [
            CHARSET,
            LANGUAGE,
            PRINTER,
            attr.collection('media-col', [
              [
                attr.collection('media-size', [
                  [attr.integer('x-dimension', 21_000), attr.integer('y-dimension', 29_700)],
                ]),
                attr.keyword('media-type', 'stationery'),
              ],
            ]),
          ],
        },
      ],
    },
  },
  {
    name: 'A.8 Get-Jobs request',
    octets: [
      [0x01, 0x01, 0x00, 0x0a, 0x00, 0x00, 0x00, 0x7b],
      ...OPENING,
      ...TARGET,
      ...octets(0x21, 'limit', [0x00, 0x00, 0x00, 0x32]),
      ...string(0x44, 'requested-attributes', 'job-id'),
      ...string(0x44, '', 'job-name'),
      ...string(0x44, '', 'document-format'),
      [0x03],
    ],
    message: {
      version: V11,
      code: OPERATION['Get-Jobs'],
      requestId: 123,
      groups: [
        {
          tag: GROUP.operation,
          attributes: [
            CHARSET,
            LANGUAGE,
            PRINTER,
            attr.integer('limit', 50),
            attr.keyword('requested-attributes', ['job-id', 'job-name', 'document-format']),
          ],
        },
      ],
    },
  },
  {
    name: 'A.9 Get-Jobs response',
    octets: [
      [0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x7b],
      ...OPENING,
      ...string(0x41, 'status-message', 'successful-ok'),
      [0x02],
      ...octets(0x21, 'job-id', [0x00, 0x00, 0x00, 0x93]),
      ...octets(0x36, 'job-name', [0x00, 0x05, ...utf8('fr-ca'), 0x00, 0x03, ...utf8('fou')]),
      [0x02],
      [0x02],
      ...octets(0x21, 'job-id', [0x00, 0x00, 0x00, 0x95]),
      ...octets(0x36, 'job-name', [0x00, 0x05, ...utf8('de-CH'), 0x00, 0x09, ...utf8('isch guet')]),
      [0x03],
    ],
    message: {
      version: V11,
      code: STATUS['successful-ok'],
      requestId: 123,
      groups: [
        { tag: GROUP.operation, attributes: [CHARSET, LANGUAGE, attr.text('status-message', 'successful-ok')] },
        {
          tag: GROUP.job,
          attributes: [
            attr.integer('job-id', 147),
            attr.of('job-name', [{ syntax: 'nameWithLanguage', language: 'fr-ca', value: 'fou' }]),
          ],
        },
        { tag: GROUP.job, attributes: [] },
        {
          tag: GROUP.job,
          attributes: [
            attr.integer('job-id', 149),
            attr.of('job-name', [{ syntax: 'nameWithLanguage', language: 'de-CH', value: 'isch guet' }]),
          ],
        },
      ],
    },
  },
];

export interface Example {
  /** As the section is called. */
  readonly name: string;
  readonly octets: Uint8Array;
  readonly message: Message;
}

/** Every example of RFC 8010 Appendix A, A.1 to A.9, as octets and as what they mean. */
export const RFC_EXAMPLES: readonly Example[] = TABLES.map(({ name, octets: lines, message }) => ({
  name,
  octets: concatBytes(lines.map((line) => (typeof line === 'string' ? utf8(line) : Uint8Array.from(line)))),
  message,
}));

function string(tag: number, name: string, value: string): Line[] {
  return octets(tag, name, [...utf8(value)]);
}

function octets(tag: number, name: string, value: readonly number[]): Line[] {
  return [[tag], [0x00, utf8(name).length], name, [value.length >> 8, value.length & 0xff], value];
}
