// At an address that a page left: on to where it stands now, with the passage that was asked for.
// Without this script the page's own refresh leads on, to the top of the page.
const target = new URL(document.querySelector("a[data-leads]").href);
if (location.search) target.search = location.search;
if (location.hash) target.hash = location.hash;
location.replace(target);
