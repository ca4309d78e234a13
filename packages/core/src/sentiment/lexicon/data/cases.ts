import type { Family } from './family.js';
import { weights } from './weights.js';

/** How cases begin and how they end. */
export const cases: readonly Family[] = [
  {
    name: 'opening',
    about: 'Beginning a case, or making more of it: nothing that is opened well.',
    weight: 0,
    deed: 'open',
    phrases: `
      open|opens|opened|opening|launch|launches|launched|begin|begins|began|start|starts|started|initiate|initiates|initiated
      file|files|filed|bring|brings|brought|expand|expands|expanded|reopen|reopens|reopened
    `,
  },
  {
    name: 'settling',
    about: 'Ending a case to the good of who is accused.',
    weight: 0,
    deed: 'settle',
    phrases: `
      drop|drops|dropped|toss|tosses|tossed|throws|threw|quash|quashes|quashed out?
      averts|averted|avoids|avoided|escapes|escaped|defuses|ease|eases|eased|calms|soothes|allays|fade|fades|recede|recedes
      emerges|emerged|exits|exited|recovers|recovered from
      sells|sold|offloads|offloaded|divests|divested|recede|recedes|sides|sided
      call|calls|called off
      puts|put|moves past|behind
      dismiss|dismisses|dismissed|overturn|overturns|overturned|end|ends|ended|closes|closed
      wins|won|win|beats|defeats|clears|cleared|lift|lifts|lifted|voids|voided|reverses|reversed|ducks|survives|withdraws|withdrawn
      remove|removes|removed
    `,
  },
  {
    name: 'facing',
    about: 'Being hit by a case.',
    weight: 0,
    deed: 'face',
    phrases: `
      face|faces|faced|facing
      hit with
      lose|loses|lost
      impose|imposes|imposed|slap|slaps|slapped
      add|adds|added|put|puts|place|places|placed on|to
    `,
  },
  {
    name: 'paying',
    about: 'Paying: bad where it ends a case, nothing where it buys something.',
    weight: 0,
    deed: 'pay',
    phrases: `
      pay|pays|paid|paying
      for #
    `,
  },
  {
    name: 'paying to be left alone',
    about: 'An amount that ends a case, a fine or damages.',
    weight: -weights.event,
    deed: 'pay',
    phrases: `
      pay|pays|paid|paying # to|and settle|resolve|end|close
      pay|pays|paid|paying # in damages|fines|penalties|compensation|settlement
      pay|pays|paid|paying # settlement|fine|penalty
    `,
  },
  {
    name: 'compromising',
    about: 'Ending a case by agreement: good, unless it is said what it costs.',
    weight: 0,
    deed: 'compromise',
    phrases: `
      settle|settles|settled|settling|resolve|resolves|resolved|resolving
    `,
  },
];
