//! Names of a reference → agents and contributions.

use super::{Filing, naming};
use crate::{
    model::{
        Name, NameList, Place, Reference, Role,
        role::Level,
        tree::{Agent, AgentKind},
    },
    store::{AgentNameId, NewContribution, Owner, StoreError},
};

impl Filing<'_> {
    /// The name of an agent who is known under exactly this name; a new agent otherwise. Two people of one
    /// name are one agent until somebody parts them; one person under two names is two until joined.
    pub(super) fn agent_name(&mut self, name: &Name) -> Result<AgentNameId, StoreError> {
        if let Some(id) = self.names.get(name) {
            return Ok(id);
        }
        // Where there was nobody at the beginning, all names of the library are those in mind.
        let all_are_in_mind = match self.all_names_in_mind {
            Some(known) => known,
            None => *self.all_names_in_mind.insert(self.store.is_without_agents()?),
        };
        let found = match all_are_in_mind {
            true => None,
            false => self.store.agent_names_exactly(name)?.first().map(|found| found.id),
        };
        let id = match found {
            Some(id) => id,
            None => self.new_agent(name)?,
        };
        self.names.insert(name, id);
        Ok(id)
    }

    fn new_agent(&mut self, name: &Name) -> Result<AgentNameId, StoreError> {
        let store = self.store;
        let is_taken = |handle: &str| Ok(store.find_agent(handle)?.is_some());
        let handle = self.numbers.agents.unique(&naming::agent_handle(name), is_taken)?;
        let agent = Agent {
            handle,
            kind: AgentKind::Person,
            name: name.clone(),
            names: Vec::new(),
            born: None,
            died: None,
            identifiers: Vec::new(),
            note: None,
            evidence: Vec::new(),
        };
        self.store.insert_agent(&agent).map(|(_, name)| name)
    }

    /// Writes a list of names for an owner.
    pub(super) fn contribute(
        &mut self,
        owner: Owner,
        place: Place,
        role: Role,
        list: &NameList,
    ) -> Result<(), StoreError> {
        self.contribute_all(owner, &[(place, role, list)])
    }

    /// Writes lists of names for an owner.
    pub(super) fn contribute_all(
        &mut self,
        owner: Owner,
        lists: &[(Place, Role, &NameList)],
    ) -> Result<(), StoreError> {
        let mut contributions = Vec::new();
        for (place, role, list) in lists {
            let (place, role) = (*place, *role);
            for name in &list.names {
                contributions.push(NewContribution { place, role, who: Ok(self.agent_name(name)?) });
            }
            // A complete list says nothing more, and the store passes over that.
            contributions.push(NewContribution { place, role, who: Err(list.ending) });
        }
        self.store.insert_contributions(owner, &contributions)
    }

    /// Writes the names that a reference gives of those who made a work, or an expression.
    pub(super) fn contribute_of_level(
        &mut self,
        owner: Owner,
        level: Level,
        reference: &Reference,
    ) -> Result<(), StoreError> {
        let of_level = reference
            .names
            .iter()
            .filter(|((place, role), _)| *place == Place::Here && role.level() == level);
        let lists: Vec<_> = of_level.map(|((place, role), list)| (*place, *role, list)).collect();
        self.contribute_all(owner, &lists)
    }
}
