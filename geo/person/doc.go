// Package person answers whoever asks what is kept about him, and wants it gone (Art. 15 and 17 GDPR).
//
// Each room keeps and forgets its own: geo/enquiry what somebody asked, looks for and has sent to him, geo/owners whom the office may
// have to ask. Here they are one document and one erasure, found by a mail address; whoever is known to one of them is known.
//
//	found, err := person.New(asked, parties).Export(ctx, by, "erika@example.org")
//
// What the office must not forget, because it is accounts, audit or figures, is in none of them.
package person
