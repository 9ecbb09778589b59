//! Names and roles.

use super::*;

impl Reading {
    pub(super) fn name(&mut self, element: &Element, place: Place, path: &str) {
        let found = names::read(element);
        if element.has(TYPE, CONFERENCE) && place == Place::Here && found.roles.is_empty() {
            let title = found.name.as_ref().map(|name| name.literal.clone()).unwrap_or_default();
            if !self.reference.fields.has(Place::Event, Field::Title) {
                self.reference.fields.set(Place::Event, Field::Title, title);
                return;
            }
        }
        let label = found.name.as_ref().map(Name::display).unwrap_or_default();
        if found.is_school()
            && place == Place::Here
            && EntryType::INSTITUTIONAL.contains(&self.reference.entry_type)
        {
            self.add_text(place, Field::Institutions, label);
            return;
        }
        // Names of the record itself are kept whole where they say more.
        for role in found.unknown_roles.iter().filter(|_| place != Place::Here) {
            let value = format!("{label}: {role}");
            self.reference.extras.push(extras::extra(join(path, "name/role"), value));
        }
        if let Some(dates) = found.dates.as_ref().filter(|_| place != Place::Here) {
            let value = format!("{label}: {dates}");
            self.reference.extras.push(extras::extra(join(path, "name/date"), value));
        }
        let mut roles = found.roles;
        if roles.is_empty() && !found.unknown_roles.is_empty() {
            roles.push(Role::Contributor);
        }
        if roles.is_empty() && names::is_primary(element) {
            roles.push(Role::Author);
        }
        if roles.is_empty() {
            if let Some(name) = found.name {
                self.nameless.push((place, name));
            }
            return;
        }
        if roles.iter().any(|role| role_row(place, *role).is_none()) {
            self.keep(path, element);
        }
        for role in roles.into_iter().filter(|role| role_row(place, *role).is_some()) {
            self.add_name(place, role, found.name.clone());
        }
    }

    pub(super) fn add_name(&mut self, place: Place, role: Role, name: Option<Name>) {
        let list = self.reference.names.entry((place, role)).or_default();
        match name {
            Some(name) => list.names.push(name),
            None => list.ending = Ending::AndOthers,
        }
    }
}
