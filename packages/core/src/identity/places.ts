/**
 * Countries, parts of the world's largest ones, and the last words of such names (`zealand`, `kingdom`). Not cities: wires put
 * them before a text as the place where it was written.
 */
const placeNames = new Set(
  `
  afghanistan albania algeria angola arabia argentina armenia australia austria azerbaijan bahamas bahrain bangladesh barbados
  belarus belgium belize benin bhutan bolivia bosnia botswana brazil britain brunei bulgaria burundi cambodia cameroon canada
  chad chile china colombia congo croatia cuba cyprus czechia denmark ecuador egypt emirates england eritrea estonia ethiopia
  fiji finland france gabon gambia georgia germany ghana greece guatemala guinea guyana haiti honduras hungary iceland india
  indonesia iran iraq ireland israel italy jamaica japan jordan kazakhstan kenya kingdom korea kosovo kuwait kyrgyzstan laos
  latvia lebanon lesotho liberia libya lithuania luxembourg macau madagascar malawi malaysia maldives mali malta mauritania
  mauritius mexico moldova monaco mongolia montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger
  nigeria norway oman pakistan palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda salvador
  scotland senegal serbia singapore slovakia slovenia somalia spain sudan suriname sweden switzerland syria taiwan tajikistan
  tanzania thailand togo tonga trinidad tunisia turkey turkmenistan uganda ukraine uruguay uzbekistan venezuela vietnam wales
  yemen zambia zealand zimbabwe uk us uae eu eurozone
  alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas
  kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma
  oregon pennsylvania tennessee texas utah vermont virginia wisconsin wyoming alberta manitoba ontario quebec saskatchewan
  `
    .trim()
    .split(/\s+/),
);

const regions = new Set('europe zone area africa asia america latam mena apac emea states islands'.split(' '));

/** Whether the last word of what stands before a colon makes it a place, of which there are others: `Spain:`, `Euro zone:`. */
export function endsPlace(word: string): boolean {
  return isPlace(word) || regions.has(word);
}

/** Whether a content word is the name of a country or of a state of one. */
export function isPlace(word: string): boolean {
  return placeNames.has(word);
}

/** Whether an abbreviation may stand for another place than this one, too: `Aust.`, `Ind.`. Of all that is no place it never says so. */
export function mayBeAnotherPlace(abbreviation: string, name: string): boolean {
  if (!isPlace(name)) return false;
  for (const place of placeNames) if (place !== name && place.startsWith(abbreviation)) return true;
  return false;
}
