/** What may be done with data, where a source says so of all that it has; others say it of each dataset, or not at all. */

/** No rights reserved: what is said on data.overheid.nl of datasets, what the Tweede Kamer publishes, and what is ours. */
export const CC0 = "https://creativecommons.org/publicdomain/zero/1.0/";
