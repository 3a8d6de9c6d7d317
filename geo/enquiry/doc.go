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
// Forms and pages are api's, mails and addresses geo/outbox'.
package enquiry
