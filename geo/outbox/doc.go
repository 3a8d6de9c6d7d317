// Package outbox tells people by mail: what waits to be sent, who has asked to be told, and the jobs that do it.
//
// A mail is a row and a job of the library River, put in by the transaction that has something to tell: what is rolled back
// was never told, what is committed will be. Without a mail server mails wait, and staff see them wait. A mail has one
// Message-ID however often it is tried; only a kill between the server's word and the commit after it sends one twice, and
// then with the same Message-ID.
//
// Addresses are in one table, of which no job, log line, error or view knows more than a random number. A subscription is
// pending until its mail is answered; tokens are made when a mail leaves, and only their hashes are kept.
//
//	err := box.Publish(ctx, tx, outbox.News{TitleDe: "…", Path: "/works/…", Targets: []outbox.Target{{Kind: "section", ID: 7}}})
//
// An announcement is a mail that says what it tells only when it leaves (Announce, WhenAnnounced).
//
// What there is to tell of a building site is geo/works' matter; pages and forms are api's.
package outbox
