/**
 * Keys of a remote for browsers that do not move the focus by the arrow keys themselves.
 *
 * The pages work without: links and buttons stand in the order of reading, and most
 * browsers of televisions move among them on their own.
 */
(function () {
    "use strict";

    var ARROWS = {
        ArrowUp: [0, -1],
        ArrowDown: [0, 1],
        ArrowLeft: [-1, 0],
        ArrowRight: [1, 0],
    };
    // Back on the remotes of HbbTV and webOS, and of Tizen.
    var BACK_CODES = [461, 10009];
    // Anything in the same row or column goes before what lies beside it; of several
    // that lie ahead alike, the one in the middle.
    var ASIDE = 100;
    var OFF_CENTRE = 0.1;

    function gap(low, high, otherLow, otherHigh) {
        return Math.max(0, otherLow - high, low - otherHigh);
    }

    function distance(from, to, direction) {
        var across = to.left + to.width / 2 - from.left - from.width / 2;
        var down = to.top + to.height / 2 - from.top - from.height / 2;
        var ahead = across * direction[0] + down * direction[1];
        var aside = direction[0]
            ? gap(from.top, from.bottom, to.top, to.bottom)
            : gap(from.left, from.right, to.left, to.right);
        var offCentre = Math.abs(direction[0] ? down : across);
        return ahead > 1 ? ahead + ASIDE * aside + OFF_CENTRE * offCentre : Infinity;
    }

    function nearest(from, direction) {
        var start = from.getBoundingClientRect();
        var best = null;
        var least = Infinity;
        document.querySelectorAll("a[href], button, input").forEach(function (one) {
            var far = distance(start, one.getBoundingClientRect(), direction);
            if (one !== from && far < least) {
                best = one;
                least = far;
            }
        });
        return best;
    }

    function move(event, direction) {
        var from = document.activeElement;
        if (!from || from === document.body) {
            from = document.querySelector("[autofocus]");
            if (from) {
                from.focus();
                event.preventDefault();
            }
            return;
        }
        if (from.tagName === "INPUT" && direction[0]) {
            return;
        }
        var to = nearest(from, direction);
        if (to) {
            to.focus();
            event.preventDefault();
        }
    }

    function press(event) {
        var one = document.querySelector(
            '[data-key="' + event.key + '"], [data-digit="' + event.key + '"]'
        );
        if (one && document.activeElement.tagName !== "INPUT") {
            event.preventDefault();
            one.click();
        }
    }

    document.addEventListener("keydown", function (event) {
        if (event.altKey || event.ctrlKey || event.metaKey) {
            return;
        }
        if (ARROWS[event.key]) {
            move(event, ARROWS[event.key]);
        } else if (/^[0-9]$/.test(event.key)) {
            press(event);
        } else if (BACK_CODES.indexOf(event.keyCode) >= 0) {
            event.preventDefault();
            history.back();
        }
    });
})();
