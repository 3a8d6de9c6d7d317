// Command mitte is the map and register of a city-centre office: one program that serves the map, loads data and looks
// after its database.
//
// Here live flags, wiring, start and stop, progress bars and metrics; one file per command. What a command does lives in
// the rooms below.
package main
