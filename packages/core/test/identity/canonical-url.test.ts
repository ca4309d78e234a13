import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalUrl } from '../../src/identity/canonical-url.js';

const page = 'https://news.example.com/2024/Arven-8K?id=7&Page=2';

describe('canonicalUrl', () => {
  it.each([
    'HTTPS://News.Example.COM/2024/Arven-8K?id=7&Page=2',
    'https://news.example.com:443/2024/Arven-8K?id=7&Page=2',
    'https://news.example.com/2024/Arven-8K?id=7&Page=2#comments',
    'https://news.example.com/2024/Arven-8K/?id=7&Page=2',
    'https://news.example.com/2024/Arven-8K//?id=7&Page=2',
    'https://news.example.com/2024/Arven-8K?utm_source=feed&id=7&UTM_Medium=rss&Page=2&utm_x',
    'https://news.example.com/2024/Arven-8K?id=7&gclid=Q&&Page=2&fbclid=',
    'https://news.example.com/2023/../2024/Arven-8K?id=7&Page=2&.tsrc=rss',
    'https://reader@news.example.com/2024/Arven-8K?id=7&Page=2&',
  ])('reads %s as the same page', (url) => {
    expect(canonicalUrl(url)).toBe(page);
  });

  it.each([
    'http://news.example.com/2024/Arven-8K?id=7&Page=2',
    'https://example.com/2024/Arven-8K?id=7&Page=2',
    'https://news.example.com:8443/2024/Arven-8K?id=7&Page=2',
    'https://news.example.com/2024/arven-8k?id=7&Page=2',
    'https://news.example.com/2024/Arven-8K?id=8&Page=2',
    'https://news.example.com/2024/Arven-8K?id=7&page=2',
    'https://news.example.com/2024/Arven-8K?id=7&Page=2&utmost=1',
    'https://news.example.com/2024/Arven-8K',
  ])('reads %s as another page', (url) => {
    expect(canonicalUrl(url)).not.toBe(page);
  });

  it('leaves nothing behind the host of a front page', () => {
    expect(canonicalUrl('http://EXAMPLE.com:80/?utm_source=a#top')).toBe('http://example.com');
  });

  it.each(['', '8-K', '/2024/arven', 'ftp://example.com/8-k', 'javascript:alert(1)', 'https://', 'mailto:a@b.c'])(
    'is null for %j',
    (url) => {
      expect(canonicalUrl(url)).toBeNull();
    },
  );

  it('gives what it gave before for what it gave', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const once = canonicalUrl(url);
        expect(once).not.toBeNull();
        expect(canonicalUrl(once ?? '')).toBe(once);
      }),
    );
  });
});
