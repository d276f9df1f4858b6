"""Words that say how others belong together and are in every text: asked for, they find nothing.

They are ignored among other plain words, and searched where there are no others, in phrases, in
fields and after ``+``. Lists are short on purpose: a word that can be meant is better searched.
"""

from __future__ import annotations

from collections.abc import Iterable

from indexer import analysis

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
    "it": """
        il lo la i gli le l un uno una di d a da in con su per tra fra e ed o ma se che chi cui non
        del dello della dell dei degli delle al allo alla all ai agli alle dal dallo dalla dall dai
        dagli dalle nel nello nella nell nei negli nelle sul sullo sulla sull sui sugli sulle come
        è sono era erano ha hanno questo questa questi queste si mi ti ci vi anche più
        """,
    "pt": """
        o a os as um uma uns umas de do da dos das em no na nos nas num numa ao à aos às por pelo
        pela pelos pelas para com sem sob sobre e ou mas se que quem qual não é era foi foram ser
        está estão há seu sua seus suas este esta estes estas isso também mais
        """,
    "nl": """
        de het een en of maar als dan dat die deze dit in op aan bij met naar om onder over te
        tegen tot uit van voor door is zijn was waren wordt worden werd heeft hebben niet geen er
        ik hij zij ze we wij hun haar ook nog
        """,
    "sv": """
        en ett den det de och eller men om att som i på av för från med till vid är var har hade
        inte vi han hon sin sitt sina också
        """,
    "no": """
        en ei et den det de og eller men om at som i på av for fra med til ved er var har hadde
        ikke vi han hun sin sitt sine også å
        """,
    "da": """
        en et den det de og eller men om at som i på af for fra med til ved er var har havde ikke
        vi han hun sin sit sine også
        """,
    "pl": """
        w we z ze i na do od dla przez przy o się nie że jest są był była było oraz lub który która
        które jak
        """,
    "ru": """
        и в во на с со к ко о об от до по за из у для при без под над не но а или что чтобы как это
        этот эта эти его её их он она они мы вы я бы же ли был была было были
        """,
    "tr": """
        ve veya ile bir bu şu o da de ki için gibi mi mı mu mü ne çok daha
        """,
    "el": """
        ο η το οι τα του της των τον την τη τους τις ένας μια ένα και ή αλλά σε στο στη στην στον
        στους στις στα με από για προς που πως ότι να θα δεν μη είναι ήταν
        """,
    "ar": """
        في من على إلى عن مع و أو أن إن هذا هذه ذلك تلك التي الذي الذين ما لا لم لن قد كان كانت هو
        هي كما بين بعد قبل
        """,
    "he": """
        של את על עם אל אם או כי גם לא הוא היא הם זה זאת כל בין
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


_LISTS["nb"] = _LISTS["nn"] = _LISTS["no"]


def stop_words(languages: Iterable[str]) -> frozenset[str]:
    """The words to ignore in an archive with stories in those languages."""
    return frozenset(word for words in lists_of(languages).values() for word in words)


def lists_of(languages: Iterable[str]) -> dict[str, frozenset[str]]:
    """The words to ignore, as forms, by those of some languages (BCP 47 tags) that have a list."""
    primaries = {language: language.lower().split("-")[0] for language in languages}
    return {
        language: frozenset(map(analysis.normalize, _LISTS[primary].split()))
        for language, primary in primaries.items()
        if primary in _LISTS
    }
