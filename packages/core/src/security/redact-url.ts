/**
 * A url for messages: with `***@` for user name and password, and with `***` for the value of every parameter (in the query or
 * behind `#`) whose name ends like that of a secret (`apikey`, `api_token`, `X-Amz-Signature`).
 */
export function redactUrl(url: string): string {
  return withoutUserInfo(url).replace(secretParameter, `$1***`);
}

const secretParameter =
  /([?&;#][^=&;#?]*(?:key|token|secret|signature|sig|password|passwd|passwort|pwd|pass|auth|authorization|credentials?)=)[^&#]*/gi;

/**
 * On the web the authority ends where the rules say. Elsewhere, and where the rules read nothing, `/`, `?` and `#` may stand raw
 * in a password: then all up to the last `@` goes, be it too much.
 */
function withoutUserInfo(url: string): string {
  const followsRules = /^https?:/i.test(url) && URL.canParse(url);
  return url.replace(followsRules ? /^([a-z]+:\/\/)[^/\\?#]*@/i : /^((?:[a-z][a-z0-9+.-]*:)?\/\/).*@/is, '$1***@');
}
