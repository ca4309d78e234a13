import { describe, expect, test } from 'vitest';
import { decodeXml } from '../../src/feed/decode-xml.js';

const latin = (text: string) => Buffer.from(text, 'latin1');

describe('decodeXml', () => {
  test.each<[string, Uint8Array, string | null, string]>([
    ['UTF-8 without a word of it', Buffer.from('<a>é</a>'), null, '<a>é</a>'],
    [
      'the prolog',
      latin('<?xml version="1.0" encoding="ISO-8859-1"?>é'),
      'application/xml',
      '<?xml version="1.0" encoding="ISO-8859-1"?>é',
    ],
    [
      'the content type before the prolog',
      latin('<?xml version="1.0" encoding="utf-8"?>é'),
      'text/xml; charset="windows-1252"',
      '<?xml version="1.0" encoding="utf-8"?>é',
    ],
    ['a byte order mark before all', Buffer.from('\ufeff<a>é</a>'), 'text/xml; charset=iso-8859-1', '<a>é</a>'],
    ['UTF-16 by its mark', Buffer.from('\ufeff<a>é</a>', 'utf16le'), null, '<a>é</a>'],
    ['a charset that nobody knows as none', Buffer.from('<a>é</a>'), 'text/xml; charset=klingon', '<a>é</a>'],
    [
      'a prolog in ASCII that says UTF-16 as a mistake',
      Buffer.from('<?xml encoding="UTF-16"?>é'),
      null,
      '<?xml encoding="UTF-16"?>é',
    ],
    ['nothing', new Uint8Array(), null, ''],
  ])('takes %s', (_, bytes, contentType, text) => {
    expect(decodeXml(bytes, contentType)).toBe(text);
  });

  test('puts U+FFFD in the place of what is no character', () => {
    expect(decodeXml(latin('<a>é</a>'), null)).toBe('<a>\ufffd</a>');
  });
});
