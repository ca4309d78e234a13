import type { Family } from './family.js';
import { weights } from './weights.js';

/** Events that are bad for who holds the shares, whatever the results: courts, strikes, layoffs, bankruptcies. */
export const trouble: readonly Family[] = [
  {
    name: 'courts and watchdogs',
    about: 'Claims, fines, investigations and refusals.',
    weight: -weights.event,
    phrases: `
      under investigation|probe|scrutiny|fire
      sued by|for|over
      fined|penalised|penalized
      data breach
      pleads|pleaded guilty
      found guilty|liable
      found to have violated|infringed|breached|misled
      jury|court|judge orders
      orders # to pay
      ordered|told|forced|required|made to pay
      must pay
      patient|patients death|deaths|died|dies
      fda rejects|rejection|rejected|declines|delays|warning
      complete response letter
      fails|failed|misses|missed stress|primary|main? test|endpoint|goal|trial|study
      fails|failed to meet
      trial|study failure|fails|failed|halted
      raided|raid|raids
      sec charges|probe|investigation|sues|subpoena
      regulator|regulators|watchdog|sec|ftc|doj|cma|fda|faa|nhtsa|brussels open|opens|opened|launch|launches|launched|begin|begins|start|starts review
      blacklists
      recalls|recalled|recalling
      defective|safety recall|concerns|issue
      delisted|delisting|delist
      banned from|by
    `,
  },
  {
    name: 'trouble',
    about: 'Bankruptcy, layoffs, strikes and things that break.',
    weight: -weights.event,
    phrases: `
      bankruptcy|bankrupt|insolvency|insolvent|liquidation|receivership
      chapter #
      files|filed|filing for bankruptcy|insolvency|chapter|protection|administration
      goes|went|falls|collapses|collapsed into administration
      goes|went|go bust
      default|defaults|defaulted on?
      lay|lays|laid|laying off|offs
      layoff|layoffs
      redundancy|redundancies
      job|jobs|staff|workforce|personnel|headcount cuts|cut|losses|loss|reduction|reductions
      personnel|employee|employer|codetermination negotiations|reductions
      plant|factory|store|mill|branch closure|closures|shutdown|closing
      strike|strikes|walkout
      go|goes|going|went on strike
      vote|votes|voted to strike
      begin|begins|start|starts|launch|launches strike
      workers|employees|staff|pilots|crews|nurses|drivers|machinists|members walk|walks|walked out|off
      profit|sales|earnings slump|plunge|collapse|crash
      ponzi|scam
      debt crisis
      cyber|ransomware|hacker attack|attacks
      cyberattack|cyberattacks|hacked
      hackers|thieves|criminals|attackers steal|steals|stole|breach|breached|leak|leaked|hit|target
      customer|user|client|personal|patient? data|records|details stolen|exposed|leaked
      writedown|writedowns|writeoff|writeoffs
      write|writes|wrote|writing down|off|downs|offs
      impairment charge|charges|loss|losses
      ceo|cfo|chairman|chief|executive|director|boss|founder resigns|resigned|quits|ousted|fired|arrested|indicted
      quits|resigns as
      auditor resigns|resignation|quits
      deal|merger|talks|takeover collapses|collapsed|collapse|terminated|blocked|scrapped|fail|failed
      deal|merger|talks|takeover falls|fell through|apart
      production|supply|shipment|delivery|launch halt|cut|cuts|problems|disruption|disruptions|delays|delay|issues|shortage
      killed|fatal|deadly
      fire at|hits|damages|destroys
      plant|factory|engine|refinery|warehouse|mine|battery fire|fires|blaze|blast
      emergency landing|landings
      run|runs|ran|running out of cash|money|funds
      take|takes|took|book|books|booked # charge|charges|hit
      discounted share|stock|equity|rights sale|offering|placing|placement|issue
      explosion|explosions|fatalities
    `,
  },
];
