import { describe, expect, it } from 'vitest';
import { stripTags } from '../../src/security/strip-tags.js';

describe('stripTags', () => {
  it.each([
    ['<b>Arven</b> raises', 'Arven raises'],
    ["<em>NASA</em>'s plan", "NASA's plan"],
    ['one<br>two<BR/>three', 'one two three'],
    ['<p class="x">one</p><p>two</p>', ' one  two '],
    ['a<script>alert("<b>")</script>b', 'a b'],
    ['a<SCRIPT type="x">if (1 < 2) {}</SCRIPT >b', 'a b'],
    ['a<style>b { color: red }</style>c', 'a c'],
    ['a<script>never ends', 'a '],
    ['a</script>b', 'ab'],
    ['a<!-- <b> -->b', 'ab'],
    ['a<!-->b', 'ab'],
    ['a<!-- never ends', 'a'],
    ['<!DOCTYPE html><?xml version="1"?>a', 'a'],
    ['<![CDATA[a < b]]>', 'a < b'],
    ['<a title="x > y" href=\'b\'>link</a>', 'link'],
    ['<a title="x < y">link</a>', 'link'],
    ['<a title="never closed>link</a> "', 'link "'],
    ["<a it's>b", 'b'],
    ['text <a href="http://exa', 'text '],
    ['text </p', 'text '],
    ['text <a href="x <b>bold</b>', 'text bold'],
  ])('reduces %j', (html, text) => {
    expect(stripTags(html)).toBe(text);
  });

  it.each([
    '',
    'plain',
    'a < b',
    'x <y',
    '<3 and <-',
    'a << b',
    '1<2 and 3>2',
    'AT&T',
    'if x <y then',
    '<',
    'a <',
    '</',
    '<!',
    '<!3>',
  ])('leaves %j as it is', (text) => {
    expect(stripTags(text)).toBe(text);
  });

  it.each([
    '<',
    '<a',
    '<a ',
    '<a "',
    "<a='",
    '<a <',
    '<!--',
    '<!',
    '</',
    '<script>',
    '<script',
    '<![CDATA[',
    '<a title="',
    '<b>',
    '<a >>',
  ])('takes linear time for nothing but %j', (piece) => {
    const cost = (length: number) => {
      const html = `${piece.repeat(length / piece.length)}>`;
      const from = performance.now();
      stripTags(html);
      return performance.now() - from;
    };
    const fastest = (length: number) => Math.min(...[1, 2, 3, 4].map(() => cost(length)));
    fastest(10_000);
    expect(fastest(200_000)).toBeLessThan(40 * (fastest(20_000) + 0.1));
  });
});
