import type { Family } from './family.js';
import { weights } from './weights.js';

/** What desks write in pictures. */
export const figures: readonly Family[] = [
  {
    name: 'good figures of speech',
    about: 'What desks write where they mean that it goes well.',
    weight: weights.word,
    phrases: `
      firing on all cylinders
      knocks it out of the park
      kills|killing|crushes|crushing|nails|nailing it
      on fire
      on a roll|tear
      gain|gains|gained|gaining ground|traction|steam|favor|favour
      hits|hit|finds its stride
      turn|turns|turned|turning the|a corner
      green shoots
      breathing room|space
      lifeline|lifelines
      shine|shines|shone|dazzle|dazzles|impress|impresses|impressed|wows
      take|takes|took off
      erase|erases|erased|recoup|recoups|recouped losses
      off its? lows
      comes out ahead
      well received
      sweet spot
      cash rich
      sold out
      back on track
      cant keep up with
      never been better
      founder returns
      fully booked
      flies off the shelves
      smooth sailing
    `,
  },
  {
    name: 'bad figures of speech',
    about: 'What desks write where they mean that it goes badly.',
    weight: -weights.word,
    phrases: `
      bleed|bleeds|bleeding
      hit|hits a? wall|brakes|snag|snags|turbulence
      hits|hit|pumps the brakes
      run|runs|ran|running out of
      lose|loses|lost|losing steam|shine|ground|momentum|luster|lustre|appetite|share|customers|money|patience
      take|takes|took a? hit|beating|toll
      in hot water
      on the ropes|brink|hook
      feel|feels|felt the? heat|pinch|squeeze
      red flag|flags
      raises eyebrows|questions|doubts|alarm
      rough|bumpy|tough|hard patch|ride|road|year|quarter|times|start
      cash crunch
      sours|soured|souring
      underwhelm|underwhelms|underwhelming
      fails|failed to impress|convince|excite
      temper|tempers|tempered expectations|hopes|outlook
      loses|lost its shine
      extend|extends|extended losses|slide|decline|fall|drop
      pares|pared|erases|erased|trims|trimmed|gives|surrenders gains
      gives|gave back
      ends|snaps|halts|ended|snapped winning|# streak
      off its? highs
      votes|voted against
      not immune|enough
      no end|relief|respite|letup
      never recovered
      in doubt|jeopardy|limbo|trouble
      at risk
      up in the? air
      on hold|ice
      price war
      out of favor|favour
      backfires|backfired|sting|stings|stung
      mired|plagued|dogged|haunted|saddled|reels|reeling
      bitter pill
      downfall
      hangover
      fall|falls|fell|drop|drops|dropped out of favor|favour|bed
      fatigue
      sidelined|stranded|grounded
      misled|misleading
      lags|trails behind? rivals|peers
    `,
  },
];
