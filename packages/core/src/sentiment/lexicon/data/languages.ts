/** Function words of English. Where they are outnumbered by those of another language, the headline is not in English. */
export const englishWords =
  'the of to and for with by from after at its as is are was has have will on over amid into than but not this that it more says said';

/** Function words that are no words, names or parts of names in English headlines. One of them is enough where English has none. */
export const foreignWords = `
  und oder der ein eine einer einem einen nicht auf für fur vom zum zur bei nach wird werden wurde sich auch über sind
  wegen gegen trotz mehr unter steigt sinkt steigert senkt
  les une dans avec sur pas qui ses sont été après entre selon leur hausse baisse
  una por para con más sus según pero como está entre sube caen suben ganancias
  il di che della delle dello degli nel nella sono più dopo gli utile
  uma não na pelo pela após mais seus lucro queda
  het een niet voor aan bij naar zijn wordt maar deze
  och att för som inte på från efter enligt
  og ikke på fra etter
  sekä mutta ovat oli kun myös
  nie jest się oraz dla przez przy
  için daha olarak
  untuk dengan dari pada akan
`;

/** Function words that also stand in names and in English texts (El Pollo Loco, Le Monde): two of them are needed. */
export const ambiguousWords =
  'la le el los las de del du des et da do die das dem den mit von um im am se ne w z i o en med av til ja ei ve bir ile yang dan dos aux tras y e uber';
