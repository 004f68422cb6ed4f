//! The lines of a web page, whose roles its markup told.

use super::Dated;
use super::credit::{self, Credit};
use super::line::Sight;
use super::role::Roles;
use crate::date::{DateOrigin, Expression};
use crate::document::Markup;
use crate::folding::fold;
use crate::role::Role;

/// What is read from lines whose roles are known; `None` where the markup is not that of these lines.
pub(super) fn read(lines: &[Sight], markup: &Markup) -> Option<Roles> {
    if markup.roles.len() != lines.len() {
        return None;
    }
    let mut found = Roles { roles: markup.roles.clone(), ..Roles::default() };
    let with = |role: Role| lines.iter().zip(&markup.roles).filter(move |(_, of)| **of == role);
    found.title = markup.roles.iter().position(|&role| role == Role::Title);
    found.title_end = found.title.unwrap_or(0);
    found.page_clock = with(Role::PageClock).find_map(|(line, _)| dated(line));
    found.published = markup.published.map(|(moment, from)| {
        let shown = with(Role::Date).filter_map(|(line, _)| dated(line));
        let span = shown.filter(|shown| shown.moment.date == moment.date).find_map(|shown| shown.span);
        Dated { moment, from, span }
    });
    for (line, _) in with(Role::Byline).chain(with(Role::SourceCredit)) {
        match credit::labelled(line, &fold(line.text)).or_else(|| credit::signature(line)) {
            Some(Credit::Byline(name)) => {
                found.byline.get_or_insert(line.part(name));
            }
            Some(Credit::Source(name, source)) => {
                if let Some(name) = name {
                    found.byline.get_or_insert(line.part(name));
                }
                found.source_credit.get_or_insert(line.part(source));
            }
            Some(Credit::Photo) | None => {}
        }
    }
    if let Some(name) = &markup.byline {
        let named = lines.iter().zip(&markup.roles).filter(|(_, role)| !role.is_content());
        found.byline = named
            .filter_map(|(line, _)| {
                line.text.find(name.as_str()).map(|at| line.part(&line.text[at..][..name.len()]))
            })
            .next_back()
            .or(found.byline);
    }
    Some(found)
}

fn dated(line: &Sight) -> Option<Dated> {
    let moment = Expression::read(line.text)?.moment()?;
    Some(Dated { moment, from: DateOrigin::Position, span: Some(line.part(line.text)) })
}
