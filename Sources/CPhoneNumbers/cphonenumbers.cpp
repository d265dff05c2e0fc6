#include "cphonenumbers.h"

#include <cstring>
#include <string>

#include <phonenumbers/phonenumberutil.h>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

extern "C" int phone_number_read(const char *text, const char *region, char *number, size_t capacity) {
    // No exception may leave this function: Swift cannot catch one.
    try {
        const PhoneNumberUtil *library = PhoneNumberUtil::GetInstance();
        PhoneNumber parsed;
        switch (library->Parse(text, region, &parsed)) {
        case PhoneNumberUtil::NO_PARSING_ERROR: break;
        case PhoneNumberUtil::INVALID_COUNTRY_CODE_ERROR: return phone_number_no_country;
        case PhoneNumberUtil::TOO_SHORT_AFTER_IDD:
        case PhoneNumberUtil::TOO_SHORT_NSN:
        case PhoneNumberUtil::TOO_LONG_NSN: return phone_number_wrong_length;
        case PhoneNumberUtil::NOT_A_NUMBER: return phone_number_not_a_number;
        }
        if (parsed.has_extension()) return phone_number_has_extension;
        switch (library->IsPossibleNumberWithReason(parsed)) {
        case PhoneNumberUtil::IS_POSSIBLE: break;
        case PhoneNumberUtil::INVALID_COUNTRY_CODE: return phone_number_no_country;
        default: return phone_number_wrong_length;
        }
        if (!library->IsValidNumber(parsed)) return phone_number_not_in_use;
        std::string formatted;
        library->Format(parsed, PhoneNumberUtil::E164, &formatted);
        if (formatted.size() + 1 > capacity) return phone_number_wrong_length;
        memcpy(number, formatted.c_str(), formatted.size() + 1);
        return phone_number_read_well;
    } catch (...) {
        return phone_number_not_a_number;
    }
}
