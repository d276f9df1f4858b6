"""Words that say how others belong together and are in every text: asked for, they find nothing.

They are ignored among other plain words, and searched where there are no others, in phrases, in
fields and after ``+``. Lists are short on purpose: a word that can be meant is better searched.
"""

from __future__ import annotations

from collections.abc import Iterable

_LISTS = {
    "en": """
        a an the this that these those and or but if then than so as at by for from in into of off
        on onto out over to up with about after before between during through under until is are
        was were be been being am do does did doing done has have had having can could should would
        will shall may might must not no nor i me my we us our you your he him his she her it its
        they them their who whom whose which what when where why how there here any all some such
        each other more most only own same too very just also both few again once further
        """,
    "de": """
        der die das den dem des ein eine einen einem einer eines und oder aber wenn dann als so wie
        an auf aus bei bis durch für gegen in im ins mit nach ohne über um unter von vom vor zu zum
        zur ist sind war waren wird werden wurde wurden hat haben hatte sein nicht kein keine ich du
        er sie es wir ihr sich mich mir dich dir uns euch ihm ihn ihnen dieser diese dieses was wer
        wo wann warum auch nur noch schon sehr da dass daß
        """,
    "fr": """
        le la les l un une des du de d et ou mais si que qui quoi dont où à au aux en dans par pour
        sur sous avec sans vers chez ce cet cette ces est sont était étaient être été a ont avait
        avoir ne pas plus je tu il elle on nous vous ils elles se me te lui leur leurs son sa ses
        mon ma mes ton ta tes notre nos votre vos y comme aussi très
        """,
    "es": """
        el la los las lo un una unos unas y e o u pero si que quien cual cuyo donde cuando como a al
        de del en con sin por para sobre entre hasta desde es son era eran ser sido está están fue
        fueron ha han había haber no ni yo tú él ella ello nosotros ellos ellas se me te le les nos
        su sus mi mis tu tus este esta estos estas ese esa eso esos esas muy también más
        """,
    "zh": """
        的 了 和 与 與 及 在 是 于 於 对 對 为 為 被 把 将 將 从 從 向 之 等 也 都 就 而 并 並 或 其
        这 這 那 以 关于 關於 对于 對於 我们 我們 他们 他們
        """,
    "ja": """
        の に は を が と で も や へ から まで より など にて ので のに への での として
        について に関する に対する における による によって する した して します しました です
        ます でした ました ある いる この その および 及び
        """,
}


def stop_words(languages: Iterable[str]) -> frozenset[str]:
    """The words to ignore in an archive with stories in those languages."""
    primaries = {language.lower().split("-")[0] for language in languages}
    return frozenset(word for name in primaries & _LISTS.keys() for word in _LISTS[name].split())
