/** The IRIs that mappings are written with. */

/** RML, https://w3id.org/rml/ (the vocabulary of the mapping model). */
export const RML = "http://w3id.org/rml/";

/** Functions of OpenRefine's expression language, as FnO describes them. */
export const GREL = "http://users.ugent.be/~bjdmeest/function/grel.ttl#";

/** Functions of IDLab, which the YARRRML specification and the RML-FNML suite name. */
export const IDLAB_FN = "https://w3id.org/imec/idlab/function#";

export const CSVW = "http://www.w3.org/ns/csvw#";
