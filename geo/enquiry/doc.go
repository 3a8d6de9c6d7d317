// Package enquiry is what the public asks the office: an enquiry about a shop, a building site or in general, on its way from
// a form that needs no script to the desk that answers it, and back by mail.
//
// An enquiry begins unconfirmed and means nothing until its address has answered one mail; then it has a number, a desk, a due
// day and a secret link by which whoever asked sees it, adds to it and takes it back. What he wrote is in tables that row
// security closes: every transaction here says as whom it reads.
//
//	err := desk.Submit(ctx, enquiry.Submission{Kind: "space", Email: "…", Message: "…", UnitID: 7})
//
// Staff of that desk answer it: what they send leaves by mail in their own transaction. Other desks see number, kind and state.
//
// A space request (space*.go) is confirmed in the same way and says what kind of shop somebody looks for; match*.go judges which
// units fit it and why, by pure rules:
//
//	match, fits := enquiry.Judge(&request.Sought, &candidate, weights)
//
// A saved search (alert*.go) is a filter of the list of shops; Look compares it with what is public each minute, and what a mail
// tells is asked for when it leaves.
//
// Forms and pages are api's, mails and addresses geo/outbox'.
package enquiry
