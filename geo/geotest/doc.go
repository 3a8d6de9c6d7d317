// Package geotest reads the real data that tests of several rooms share: the geojsonhint files and the XML cases of the
// JTS topology suite. The data lie beside the checkout, in ../shared/data, and are never committed; without them the
// test that asks is skipped and says so.
//
//	for _, c := range geotest.ValidityCases(t) {
//		fmt.Println(c.Name, c.Valid)
//	}
//
// It is for tests only and judges nothing itself.
package geotest
