// Package bureau says who runs this service: the office with its address, who acts for it, and whom to ask about data,
// barriers and each desk. Pages, feeds, letters and exports name it from here and from nowhere else. Here lives what an
// operator writes down once; people who sign in are in people, and the contact of a single site is that site's.
//
//	office, err := bureau.Read(file)
//	fmt.Println(office.Desk("city").Email)
package bureau
