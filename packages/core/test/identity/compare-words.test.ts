import { describe, expect, it } from 'vitest';
import { compareWords } from '../../src/identity/compare-words.js';
import { prepareArticle } from '../../src/identity/prepare-article.js';

const prepare = (headline: string) => prepareArticle({ headline, publishedAt: 1_717_511_400_000, source: 'tiingo' });
const seven = 'Arven opens big plant near old Nordhavn harbor';

describe('compareWords', () => {
  it.each([
    ['Arven opens big plant near old Nord...', 'cut'],
    ['Arven opens big plant near old...', 'cut'],
    ['Arven opens big plant near old Nordhavn...', 'cut'],
    ['Arven opens big plant near ol...', 'words-differ'],
    ['Arven opens big plant near old Nord', 'words-differ'],
    ['Arven opens big plant near old Nord hav...', 'words-differ'],
    ['Arven opens big plant near old Sabel...', 'words-differ'],
    ['Arven opens big plant near old Nordhavn harbor walls', 'extra'],
    ['Arven opens very big plant near old Nordhavn harbor', 'extra'],
    ['Rival’s Arven opens big plant near old Nordhavn harbor', 'extra'],
    ['Rival Arven opens big plant near old Nordhavn harbor', 'extra-first-word'],
    ['Arven opens 2 big plant near old Nordhavn harbor', 'extra-number'],
    ['Arven opens two big plant near old Nordhavn harbor', 'extra-number'],
    ['Arven never opens big plant near old Nordhavn harbor', 'extra-turning-word'],
    ['Arven opens big plant near old Nordhavn harbor in May', 'extra-turning-word'],
    ['Arven opens big plant near old Nordhavn harbor in June', 'extra-period'],
    ['Arven opens very very big plant near old Nordhavn harbor', 'words-differ'],
    ['Arven opens big plants near old Nordhavn harbor', 'plural'],
    ['Arven opens big planet near old Nordhavn harbor', 'one-word-differs'],
    ['Arven opens big plant near old Nord. harbor', 'abbr'],
    ['Arven opens big plant near old Nord harbor', 'one-word-differs'],
    ['Arven opens big harbor near old Nordhavn plant', 'words-differ'],
    ['Arven opens a small plant in Sabel', 'words-differ'],
  ])('compares %j', (other, found) => {
    expect(compareWords(prepare(seven), prepare(other))).toBe(found);
    expect(compareWords(prepare(other), prepare(seven))).toBe(found);
  });

  it.each([
    ['Arven opens plant near old harbor', 'Arven opens big plant near old harbor', 'extra'],
    ['Arven opens plant near harbor', 'Arven opens plant near old harbor', 'too-few-shared-words'],
    ['Arven opens plant near harbor', 'Arven opens plants near harbor', 'too-few-shared-words'],
    ['Arven opens plant near Sab. harbor', 'Arven opens plant near Sabel harbor', 'abbr'],
    ['Arven opens plant Sab. harbor', 'Arven opens plant Sabel harbor', 'too-few-shared-words'],
    ['Arven bond sale near old harbor', 'Arven bonds sale near old harbor', 'plural'],
    ['Arven gas sale near old harbor', 'Arven gass sale near old harbor', 'one-word-differs'],
    ['Arven as5 sale near old harbor', 'Arven as5s sale near old harbor', 'one-word-differs'],
    ['Arven ab sale near old harbor', 'Arven abs sale near old harbor', 'one-word-differs'],
    ['Arven sales beat. Old harbor sold', 'Arven sales beaten. Old harbor sold', 'one-word-differs'],
    ['Arven opens plant near old harbor in Oct. 2024', 'Arven opens plant near old harbor in October 2024', 'abbr'],
    ['Arven opens plant near old harbor 2...', 'Arven opens plant near old harbor 25 miles away', 'words-differ'],
    ['Arven opens plant near old harbor...', 'Arven opens plant near old har...', 'one-word-differs'],
    ['Arven opens big plant near old harbor...', 'Arven opens big plant near old har...', 'cut'],
    ['Arven opens big plant near old ...', 'Arven opens big plant near old har...', 'cut'],
    ['Arven opens big plant near old', 'Arven opens big plant near old har...', 'words-differ'],
    ['Arven opens plant near old harbor...', 'Arven opens big plant near old harbor...', 'extra'],
  ])('compares %j and %j', (one, other, found) => {
    expect(compareWords(prepare(one), prepare(other))).toBe(found);
    expect(compareWords(prepare(other), prepare(one))).toBe(found);
  });
});
