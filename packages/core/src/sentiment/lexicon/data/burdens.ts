import type { Family } from './family.js';
import { weights } from './weights.js';

/** What goes up or down, begins or ends, and of which a holder of shares wants less. */
export const burdens: readonly Family[] = [
  {
    name: 'bad when more',
    about: 'Costs, debt and other things of which a holder of shares wants less.',
    weight: 0,
    things: ['burden'],
    phrases: `
      bill|bills
      cost|costs|expense|expenses|expenditure|overheads|opex
      net? debt
      debts|indebtedness|leverage|liabilities|gearing|borrowings
      bad|soured|problem|nonperforming|delinquent loan|loans|debt|debts
      non performing loan|loans|assets|asset
      npa|npas|npl|npls|slippages
      provision|provisions|provisioning|impairments|impairment|writedowns|chargeoffs
      credit losses
      churn|attrition|delinquencies|defaults|arrears
      jobless|unemployment claims|rate
      unemployment|joblessness|inflation|deficit|deficits|layoffs
      trade|fiscal|current account? deficit|deficits|gap
      input|raw|fuel|labour|labor|energy|interest|operating|restructuring material? cost|costs|expenses|prices
      consumer|producer|wholesale|factory|import|food|grocery|petrol|pump prices
      consumer|producer price index
      cpi|ppi
      core|headline|consumer|producer|wage|food|wholesale inflation
      uncertainty|volatility|vix|fear|fears|concern|concerns|worries|tension|tensions|pressure|pressures
      borrowing|borrowings|funding cost|costs
      outflows|redemptions|infections|cases|deaths|complaints|claims
      insider selling|sales
      cash burn
      fund|client|customer|deposit withdrawals|outflows|redemptions|defections|departures
      withdrawals|defections|cancellations|foreclosures|bankruptcies|thefts|injuries|blackouts
      tax burden|bill
      short interest
      emissions
      carbon footprint
    `,
  },
  {
    name: 'losses',
    about: 'A loss: bad where it is only named, and where it grows.',
    weight: -weights.word,
    things: ['burden', 'loss'],
    phrases: `
      net|operating|pretax|quarterly|annual|bigger|big|huge|trading|core|underlying|adjusted? loss|losses
      pre tax loss|losses
      loss|losses before|after|for the? taxes|tax|period
      loss|losses
    `,
  },
  {
    name: 'the red',
    about: 'What a company falls into.',
    weight: 0,
    things: ['loss'],
    phrases: `
      the? red
      recession|deficit
    `,
  },
  {
    name: 'troubles',
    about: 'Cases, strikes, bans and fears: bad where they are only named, good where they end.',
    weight: -weights.word,
    things: ['trouble', 'burden'],
    phrases: `
      entity list
      trade|export|us blacklist|blacklists
      blacklist|blacklists
      injunction|verdict|allegations|accusations|indictment
      fine|fines|penalty|penalties|sanctions|ban|bans
      strike|strikes|walkout|lockout|shutdown|standoff|deadlock|dispute|disputes|boycott|backlash
      clinical hold
      loss making
      default|credit|bankruptcy? risk|risks
      recall|recalls|outage|outages|shortage|shortages|tariff|tariffs|delays|crisis|bankruptcy|default|insolvency|turmoil
      fears|concerns|worries|jitters|tensions|woes|threat|threats|uncertainty|pressure|slowdown|downturn|slump|recession
    `,
  },
  {
    name: 'inquiries',
    about: 'What watchdogs, prosecutors and plaintiffs open.',
    weight: -weights.word,
    things: ['inquiry', 'trouble', 'burden'],
    phrases: `
      patent|antitrust|fraud|securities|breach? lawsuit|lawsuits|suit|suits|litigation
      patent|antitrust|fraud|bribery|corruption|criminal|tax|defamation|monopoly|cartel case|cases|charge|charges
      safety|antitrust|accounting|regulatory|formal|security|criminal review|reviews
      class action
      class action lawsuit|lawsuits|suit|suits
      lawsuit|lawsuits|suit|suits|litigation
      sec|doj|ftc|eu|fbi|regulatory|accounting|bribery|corruption|antitrust|criminal probe|inquiry|investigation|charges|complaint|fine|lawsuit
      probe|probes|inquiry|inquiries|investigation|investigations|charges
    `,
  },
];
