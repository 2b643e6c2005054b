/** Where the action API of a CKAN is, and the site around it. */

/** `…/api/3`, `…/api/3/action`, `…/api/3/action/package_search`; `/api/action` is version 3 too. */
const ACTION_PATH = /^(.*?)\/api(?:\/3(?:\/action(?:\/\w*)?)?|\/action(?:\/\w*)?)\/?$/;

/**
 * The root of the action API (`…/api/3/action`) that a URL names: the API itself, its actions, or one of them with its
 * query. Undefined when the URL is of no CKAN API.
 */
export function actionRoot(url: URL): URL | undefined {
  const site = ACTION_PATH.exec(url.pathname)?.[1];
  if (site === undefined) return undefined;
  const root = new URL(url);
  root.pathname = `${site}/api/3/action`;
  root.search = "";
  root.hash = "";
  return root;
}

/** The site of an action API, without trailing slash in its path: `https://data.overheid.nl/data`. */
export function siteOf(root: URL): URL {
  const site = new URL(root);
  site.pathname = root.pathname.replace(/\/api\/3\/action\/?$/, "");
  return site;
}

/** The site that an address of its API tells: that of an answer, or the `help` in it. */
export function siteOfAddress(address: string): URL | undefined {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
  const root = actionRoot(new URL(address));
  return root === undefined ? undefined : siteOf(root);
}
