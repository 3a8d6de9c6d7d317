// Package feed follows the change table and tells what it finds to this process: first to whoever keeps rows in memory,
// then, through the hub, to whoever watches.
//
// The change table is the truth. A notification is only a hint to look sooner, and a service that has just committed looks
// at once; without either the follower looks five times a second.
//
//	f := feed.NewFollower(pool, engine, hub, log)
//	go f.Run(ctx, feed.Listen(ctx, url, log).Hints())
//	...
//	err := f.Reach(ctx, xid) // after COMMIT, before the answer
//
// After a change that names no feature, or too many of them, a layer is loaded anew beside what goes on. Such changes are
// owed until that is done, and told then.
//
// What a change means for a tile or a page is not known here.
package feed
