import { describe, expect, test } from 'vitest';
import { checkedTable, parseDynamoUrl } from '../../src/dynamodb/url.js';

describe('the url of a DynamoDB store', () => {
  test('names a table, and may name region and endpoint', () => {
    expect(parseDynamoUrl('dynamodb://News_2.all?region=eu-central-1&endpoint=http%3A%2F%2F127.0.0.1%3A8000')).toEqual({
      table: 'News_2.all',
      region: 'eu-central-1',
      endpoint: 'http://127.0.0.1:8000',
    });
    expect(parseDynamoUrl('dynamodb://news')).toEqual({ table: 'news', region: undefined, endpoint: undefined });
  });

  test.each([
    ['dynamodb:', 'no name of a table'],
    ['dynamodb://ab', '"ab"'],
    ['dynamodb://news/other', 'nothing but the name'],
    ['dynamodb://news:8000', 'nothing but the name'],
    ['dynamodb://news?regio=eu-central-1', '"regio"'],
    ['dynamodb://news?region=', 'region'],
    ['dynamodb://news?endpoint=127.0.0.1:8000', 'endpoint'],
    ['dynamodb://news?endpoint=http%3A%2F%2Fann%3Asecret%40host', 'endpoint'],
    ['dynamodb://key:secret@news', 'names a user'],
    ['dynamodb://[', 'cannot be read'],
  ])('%j is CONFIG_INVALID, and keeps what may be secret to itself', (url, problem) => {
    let thrown: unknown;
    try {
      parseDynamoUrl(url);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(problem) });
    expect(String(thrown)).not.toContain('secret');
  });

  test('a table is named as DynamoDB names tables', () => {
    expect(checkedTable('a'.repeat(255))).toHaveLength(255);
    for (const wrong of ['', 'ab', 'a'.repeat(256), 'news table', 'näws'])
      expect(() => checkedTable(wrong)).toThrow('no name of a table');
  });
});
