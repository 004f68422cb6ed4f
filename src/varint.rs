//! Numbers in as few bytes as they need: seven bits a byte, the lowest first.

/// Writes a number.
pub(crate) fn put(to: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

/// Reads a number; none where the bytes end within it, or it has more than 64 bits.
pub(crate) fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        let bits = u64::from(byte & 0x7f);
        if bits << shift >> shift != bits {
            return None;
        }
        number |= bits << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// Reads a number; none where it has more than 32 bits.
pub(crate) fn take_u32(bytes: &mut &[u8]) -> Option<u32> {
    take(bytes)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let powers = (0..64).flat_map(|power| [(1 << power) - 1, 1 << power]);
        let numbers: Vec<u64> = powers.chain([u64::MAX]).collect();
        let mut bytes = Vec::new();
        numbers.iter().for_each(|&number| put(&mut bytes, number));
        let mut rest = &bytes[..];
        for &number in &numbers {
            let mut again = rest;
            assert_eq!(take(&mut rest), Some(number));
            assert_eq!(take_u32(&mut again), u32::try_from(number).ok());
        }
        assert!(rest.is_empty());
    }

    #[test]
    fn what_is_no_number_is_none() {
        for bytes in [
            &[][..],
            &[0x80],
            &[0xff; 9],
            &[0xff; 11],
            &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2],
        ] {
            assert_eq!(take(&mut { bytes }), None, "{bytes:?}");
        }
    }
}
