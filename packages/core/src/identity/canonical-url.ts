/** Parameters that say how a reader came to a page, and not which page it is. */
const trackingNames = new Set(
  (
    'fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid li_fat_id igshid mc_cid mc_eid mkt_tok _hsenc _hsmi ' +
    'cmpid ncid guccounter guce_referrer guce_referrer_sig .tsrc'
  ).split(' '),
);

/**
 * The address of a page in one form: scheme and host in lower case, without default port, fragment, user name, tracking
 * parameters (`utm_source`, `gclid`) and slashes at the end of its path. Null for what is no http or https url.
 */
export function canonicalUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname, search } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  const kept = search.slice(1).split('&').filter(namesThePage);
  return `${protocol}//${host}${withoutEndingSlashes(pathname)}${kept.length === 0 ? '' : `?${kept.join('&')}`}`;
}

function namesThePage(parameter: string): boolean {
  const [name = ''] = parameter.toLowerCase().split('=', 1);
  return parameter !== '' && !name.startsWith('utm_') && !trackingNames.has(name);
}

function withoutEndingSlashes(path: string): string {
  let end = path.length;
  while (path.charAt(end - 1) === '/') end -= 1;
  return path.slice(0, end);
}
