// Package backup keeps copies of all that the office has, brings them back, and sees to it that whoever was erased stays erased.
//
// A backup is a directory of its own: a dump of the database, the files of the pictures that its rows name, the list of what was
// erased, and a manifest with the SHA-256 of each of them and the contents of every table. It gets its name when it is whole and on
// the disk. Backups stand on a Shelf, which is a directory of nothing else.
//
//	shelf, err := backup.OpenShelf(dir)            // ours alone, until Close
//	made, err := shelf.Make(ctx, source)           // whole, or not there
//	manifest, err := backup.Verify(made)           // every byte
//	err = backup.Load(ctx, made, database)         // into an empty database; compared row by row
//	list, err := backup.EraseAgain(ctx, db, list)  // before anybody is served
//
// Erasures are listed by triggers in the transaction that makes them, and so is what was shut or sent (migrations 027, 028); List keeps
// them outside the database. Keys are in no backup. Clusters, directories of data and what is printed are the business of cmd/mitte.
package backup
