// Package owners keeps whom the office may have to ask: owners of parcels and units, those who manage them, tenants.
//
// That is personal, and got for a purpose. So a party has a legal basis, a source, a purpose and a last day, at most two years ahead;
// nobody lists them all, each read says what it is for, and the audit trail keeps who read whom and why, without a name. Whoever it is
// about gets all of it (Export) or is forgotten (Erase); what is over its day is forgotten by itself (Forget).
//
//	found, err := office.Find(ctx, by, owners.Query{Unit: 502}, "Rückfrage zum Mietende")
//
// Parties lie in schema owner_data and are rows only for a transaction that says that it works with owners (setting mitte.role); nothing
// of them is in a view, a file, a tile, the log or an address. Consents belong to vacancy, where publications rest on them: here they
// are only revoked when who gave them is erased.
package owners
