import { describe, expect, it } from 'vitest';
import { labelReadings } from '../../src/identity/label-readings.js';

const rest = 'bank will hold key rates';

describe('labelReadings', () => {
  it.each([
    [`calder: ${rest}`, 'calder'],
    [`ann calder: ${rest}`, 'calder'],
    [`${rest}: calder`, 'calder'],
    [`${rest} - the calder report`, 'report'],
    [`${rest} -source`, 'source'],
    [`${rest} -- sources`, 'sources'],
    [`${rest}, ann calder says`, 'calder'],
    [`${rest}, calder said`, 'calder'],
  ])('reads %j', (text, who) => {
    expect(labelReadings(text)).toEqual([{ who, rest }]);
  });

  it('reads only the first and the last colon', () => {
    expect(labelReadings(`calder: ${rest}: again and again: maven`)).toEqual([
      { who: 'calder', rest: `${rest} again again maven` },
      { who: 'maven', rest: `calder ${rest} again again` },
    ]);
  });

  it.each([
    'calder: bank holds key rates',
    `the calder and maven labs: ${rest}`.replace('labs', 'labs of nordhavn'),
    `at 4.25: ${rest}`,
    `two banks: ${rest}`,
    `not calder: ${rest}`,
    `march: ${rest}`,
    `the: ${rest}`,
    `${rest}, calder`,
    `${rest}, says`,
    `${rest} - when analysts speak`,
    `${rest} - shares fall`,
    `calder:${rest}`,
    'calder: ',
    '',
  ])('finds no label in %j', (text) => {
    expect(labelReadings(text)).toEqual([]);
  });
});
