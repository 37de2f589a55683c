/* Test only: everything is in the .def file, which passes the calls on. */
int reberth_stub;
