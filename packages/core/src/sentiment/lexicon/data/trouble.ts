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
      to pay # to settle
      patient|patients death|deaths|died|dies
      fda rejects|rejection|rejected|declines|delays|warning
      complete response letter
      fails|failed|misses|missed stress|primary|main? test|endpoint|goal|trial|study
      fails|failed to meet
      trial|study failure|fails|failed|halted
      raided|raid|raids
      sec charges|probe|investigation|sues|subpoena
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
      profit|sales|earnings slump|plunge|collapse|crash
      ponzi|scam
      debt crisis
      cyber|ransomware|hacker attack|attacks
      cyberattack|cyberattacks|hacked
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
      explosion|explosions|fatalities
    `,
  },
];
