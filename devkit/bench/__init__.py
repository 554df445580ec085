"""./dev bench: ours, the nearest thing users have today, and the bare SQL."""
