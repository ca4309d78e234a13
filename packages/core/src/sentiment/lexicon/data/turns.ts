import type { Family } from './family.js';
import { weights } from './weights.js';

/** What turns or weakens the rest of a headline. */
export const turns: readonly Family[] = [
  {
    name: 'negations',
    about: 'Words within three words before a hit that take most of it away and turn what is left.',
    weight: 0,
    mark: 'negator',
    phrases: `
      not|no|never|none|neither|nor|without|hardly|barely|cannot
      dont|doesnt|didnt|isnt|arent|wasnt|werent|wont|wouldnt|cant|couldnt|hasnt|havent|shouldnt
      unlikely
      deny|denies|denied|denying
      refute|refutes|refuted|rejects|rejected
      refuse|refuses|refused to
      despite|defying
      avoid|avoids|avoided|avoiding
      avert|averts|averted
      prevent|prevents|prevented
      rule|rules|ruled out
      shrug|shrugs|shrugged|shrugging off
      shake|shakes|shook|shaking off
      brush|brushes|brushed off|aside
      dodge|dodges|dodged
      dismiss|dismisses|dismissed
      halt|halts|halted|stop|stops|stopped
      far from
      anything but
      no longer
      far less
      instead of
      rather than
      nothing
      escape|escapes|escaped
      lack|lacks|lacking of
      overcome|overcomes|overcame
      allay|allays|allayed|calm|calms|calmed|quell|quells|quelled
      offset|offsets|offsetting
      recover|recovers|recovering|recovered|rebounds|rebounding|rebounded from
      yet to
      little
    `,
  },
  {
    name: 'failing',
    about: 'Bad news by themselves, whatever it is that could not be done.',
    weight: -weights.word,
    mark: 'failing',
    phrases: `
      fail|fails|failed|failing to
      unable to
    `,
  },
  {
    name: 'what counts more comes now',
    about: 'Behind these stands what the headline is about.',
    weight: 0,
    mark: 'but',
    phrases: `
      but|yet|however
    `,
  },
  {
    name: 'what counts less comes now',
    about: 'Behind these stands what the headline says along the way.',
    weight: 0,
    mark: 'although',
    phrases: `
      although|though|albeit
      even as|though|if
      in spite of
    `,
  },
  {
    name: 'what was before comes now',
    about: 'Behind these stands the past, which the headline is no longer about.',
    weight: 0,
    mark: 'past',
    phrases: `
      after|following
    `,
  },
  {
    name: 'what happened elsewhere',
    about: 'Behind these stands what somebody else does, which is good or bad for somebody else.',
    weight: 0,
    mark: 'elsewhere',
    phrases: `
      as|after|while rival|rivals|competitor|competitors|challenger
      as|after|while larger|smaller|bigger|chinese|us|european rival|rivals|competitor|competitors
    `,
  },
  {
    name: 'connectives',
    about: 'Words behind which something else is said: why it happened, or what happened at the same time.',
    weight: 0,
    mark: 'connective',
    phrases: `
      as|after|amid|while|despite|on|over|by|following|but|yet|when|because|since|if|whereas|although|though
      due to
      even as|though|if
      thanks to
    `,
  },
  {
    name: 'nothing has happened yet',
    about: 'Dates, previews, appointments, instructions and questions: hits in them count half.',
    weight: 0,
    mark: 'calm',
    phrases: `
      preview|previews|previewing
      what to expect|know|watch
      what you|investors need|should to? know
      things you? to? should? know
      what to look|watch
      things to watch|know
      how to|you|investors|much
      should you|i|we|investors
      is it time
      time to
      heres how|what
      ahead of earnings|results|report
      week|day|month ahead
      stocks to watch|buy|sell
      in focus
      on tap
      set|due|scheduled|slated|expected to report|announce|release|publish|post
      to report|announce|release|publish|host|present|webcast|participate
      to hold annual|conference|investor|webcast|meeting|earnings|a
      date of|set|for
      earnings|conference call|calendar|date
      call transcript
      transcript
      annual general meeting
      agm|egm
      appoint|appoints|appointed|appointing|appointment|appointments
      names|named new|ceo|cfo|coo|chief|president|chairman|head|director|as
      elects|elected
      new ceo|cfo|coo|chief|chairman|president
      joins as
      join|joins board
      guide to
      explained|explainer
      versus|vs which
      better buy
      keeps|kept|maintains|reaffirms|reiterates|affirms|confirms its|the|interim|full|quarterly|annual? year? dividend|guidance|outlook|forecast|targets|target
      quiz|podcast|webinar|interview|factbox|timeline
    `,
  },
];

/** Words at the beginning of a question, also of one without its mark. */
export const questionWords =
  'is are am was were do does did can could will would should shall has have what which who whom whose when where how';
