// Phone numbers by Google's library, for a program that loads this at run time: most companies need it, but nobody who maps no phone number.

#ifndef CPHONENUMBERS_H
#define CPHONENUMBERS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a text means as a phone number. The values are part of the interface between the program and this library.
enum phone_number_reading {
    phone_number_read_well = 0,
    phone_number_has_extension = 1,
    phone_number_no_country = 2,
    phone_number_wrong_length = 3,
    phone_number_not_in_use = 4,
    phone_number_not_a_number = 5,
};

/// Reads a phone number as people of `region` (two capital letters; "ZZ" when it is not known) write it, and puts its international form (ITU-T E.164) into `number`.
int phone_number_read(const char *text, const char *region, char *number, size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
